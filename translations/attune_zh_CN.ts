<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>DurationText</name>
    <message>
        <source>%1 d</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a few seconds left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about %1 left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 per second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 per minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 per hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %</source>
        <extracomment>a percentage; some languages write no space before the sign</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>JobOptions</name>
    <message>
        <source>Mode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the next token is chosen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>greedy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>beam</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Max new tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A caption is cut after this many tokens.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Min new tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No end token before this many tokens.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logits are divided by it; lower is bolder. Sampling only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Top k</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sample from the k likeliest tokens; 0 is all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Top p</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sample from the smallest set of tokens with this probability; 1 is all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repetition penalty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Above 1, tokens already written become less likely.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No repeat ngram</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No run of this many tokens comes twice; 0 allows any.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beams</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hypotheses kept by beam search.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Length penalty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beam scores are divided by length to this power; above 0 favours long captions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Early stopping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beam search ends as soon as it has enough finished captions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Features</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the reward sees of image and caption: states and statistics, states alone, or statistics of the log-probabilities alone (which reward confidence; for studies).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>states</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>statistics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Members of the ensemble; each learns from its own resampling of the images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hidden size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width of each head&apos;s hidden layer; 0 is a linear head.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passes over all ratings and comparisons.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step size of AdamW.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pull of the weights towards zero (decoupled).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comparison weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of the Bradley-Terry loss on comparisons beside the squared error on ratings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label smoothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of comparisons taken to be decided by mistake.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Patience</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A head keeps its best state on the images it did not learn from; all stop once none has improved for this many epochs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Normalize</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift and scale scores to mean 0 and deviation 1 over the captions of the training set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Algorithm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The policy-gradient method.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ppo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rounds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rounds of rollout and update.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images of each round.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Captions per image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Captions sampled of each image in a round.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logits are divided by it in rollout, reference and update alike.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step size of Adam for the policy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Critic learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step size of Adam for the value head.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passes over each round&apos;s captions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Minibatch images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images, with all their captions, in each step of the optimiser.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clip range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The ratio is clipped to 1 plus or minus this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clip range value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Values are clipped to those of the rollout plus or minus this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gamma</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discount of later rewards.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lambda</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decay of generalised advantage estimation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value coefficient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of the value loss.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Max gradient norm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longer gradients are shortened to this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update kl limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Once a minibatch finds the policy this far from where the round began, the last step is taken back and the round&apos;s updates end; 0 lets them all run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nats per token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kl coefficient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of the KL penalty towards the reference, at the start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kl estimator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>k1 is unbiased, k3 has less variance and is never negative.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>k1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>k3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kl target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weight is steered towards this KL per caption; 0 keeps it fixed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kl horizon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How slowly it is steered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>captions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whiten advantages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Advantages are shifted and scaled to mean 0, deviation 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Missing end penalty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken from the score of a caption that was cut before its end token.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lower bound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deviations of the reward ensemble taken from the score, against over-optimisation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score normalization</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores are shifted and scaled by the mean and deviation of all scores so far, or left alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score clip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores are cut off this far from 0, after normalisation: one caption that the reward finds absurd would otherwise outweigh all others. 0 leaves them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Convention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where padding and the last token count: plain masks, or as TRL does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>plain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>trl</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples per image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sampled captions of each picture, besides the greedy one; 0 is none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the sampled captions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures that are captioned together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pictures</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>attune::CalibrationPlot</name>
    <message>
        <source>Predicted probability</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Observed share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The numbers along the bottom say how many cases each point stands for.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>attune::CaptionCard</name>
    <message>
        <source>Edited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This caption was written anew by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prefer this caption to the others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hallucinates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It names something that the picture does not show.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Incomplete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It leaves out something that matters, or breaks off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repeats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It says the same thing more than once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Caption %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rating of caption %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preferred</source>
        <extracomment>on a candidate caption: to like this one best, and that it is liked best</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prefer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Selected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preferred to the others.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>attune::CaptionEditor</name>
    <message>
        <source>Caption to edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter saves, Escape leaves the caption as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A caption cannot be empty. Write what the picture shows, or press Escape.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>attune::CaptionList</name>
    <message>
        <source>simulated rating %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rated %1 by others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>edited by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, round %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reward %1 ± %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>References</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Captions</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Show all %n caption(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Your rating: %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>attune::CaptionWords</name>
    <message>
        <source>Caption</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Word %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>attune::Chip</name>
    <message>
        <source>Press Delete to remove it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>attune::CommandPalette</name>
    <message>
        <source>Type a command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search commands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No command has this name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>attune::CurveLegendModel</name>
    <message>
        <source>Click to hide this curve.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click to show this curve.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smoothed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2</source>
        <extracomment>Where the cursor of a plot stands: the axis, its value. &quot;Step 1,200&quot;</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>attune::CurvePlot</name>
    <message>
        <source>No values yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smoothing, log axis, zoom, copy and export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wheel or drag to zoom, middle button to move, double click to see all again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Options of the plot %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Curves of the plot %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) of zero or less cannot be shown on a log axis.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log axis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export as %1…</source>
        <extracomment>%1 is a file format such as PNG</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Curve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>attune::CurveSet</name>
    <message>
        <source>%1, %2</source>
        <extracomment>A curve in a legend: what it shows, and in which run</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>attune::EngineClient</name>
    <message>
        <source>The engine could not be started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program %1 is missing or cannot be run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Build or install Attune again, or set ATTUNE_ENGINE to the engine&apos;s program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The process was killed or crashed: out of memory, or ended by someone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The process ended with code %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The process ended with code %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>attune::GenerateDialog</name>
    <message>
        <source>Generate captions</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n selected image(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n image(s) shown</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Two at least are needed to compare; greedy decoding writes the same one each time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chosen first is the current captioner; the History page changes it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For captioners that answer an instruction; others begin their caption with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Captions of each</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ca&amp;ptioner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>P&amp;rompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generate</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>attune::ImageInspector</name>
    <message>
        <source>No picture is selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select one to see it here with its captions, rewards and ratings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find it...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say where the pictures lie now; they are known again by their contents.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the &amp;folder...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the f&amp;ile...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reward over rounds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Round</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 × %2 pixels, %3</source>
        <extracomment>width, height and split of a picture</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prompt: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture&apos;s file is missing. It was moved, renamed or deleted: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture is being read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture cannot be shown. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean reward of the captions</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>attune::ImageView</name>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 The parts that the model attended to are highlighted.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>attune::ImportDialog</name>
    <message>
        <source>Import pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) and folders</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Pictures, folders and lists are told apart by their contents: COCO captions, metadata.jsonl, CSV, JSONL, text files beside pictures. Captions in them become references.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Leave the files where they are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project remembers where they lie, and finds them by their contents after a move.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy the files into the project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project can then be moved to another machine as one folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the source says, else by content</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By content, 80 of 100 are for training, 10 for validation and 10 for testing; the same picture gets the same split in every project.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>attune::ImportPanel</name>
    <message>
        <source>Import cancelled: %1 added, %2 known already, %3 could not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 added, %2 known already, %3 could not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Importing pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files that could not be read, and why, as text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files that could not be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2</source>
        <extracomment>two sentences in a row</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n reference caption(s) came with them.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>attune::Library</name>
    <message>
        <source>Training</source>
        <extracomment>a split of the images: what models learn from</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation</source>
        <extracomment>a split of the images: what training is checked on</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test</source>
        <extracomment>a split of the images: held out to judge models</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>attune::LibraryActions</name>
    <message>
        <source>&amp;Import pictures...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures, or lists of pictures with captions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import a &amp;folder...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All pictures in a folder and below it, with the captions that lie beside them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Add a captioner...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A checkpoint folder as the Hugging Face hub has them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Generate captions...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The captioner writes captions of the selected images, or of all that are shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Score with the reward model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of two or more selected images, else of all that are shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Rate these</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Rate page shows just the selected images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Tag...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Remove a tag...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put into the training split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models learn from it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put into the validation split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training is checked on it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put into the test split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held out: nothing is learnt from it, models are judged on it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show in the file &amp;manager</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy the path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Searc&amp;h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project is open for reading only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a project first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select images first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a captioner first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train a reward model first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no captions to score.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove a tag</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Tag of %n image(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Tag to take off %n image(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Add a captioner</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>attune::LibraryFilters</name>
    <message>
        <source>Search captions and file names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finds images of which one caption, or the file name, holds all these words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether anybody has decided on a caption of the image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rated or not</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unrated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the images are for: to learn from, to check on, or to judge with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All splits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only images with this tag.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All tags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lowest reward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Highest reward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The order of the images; those without a reward or rating come last.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rating</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Descending: the last, highest or newest first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Descending order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back to all images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show images whatever their captions, ratings, splits, tags and rewards.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of the thumbnails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of the thumbnails; Ctrl and the wheel over the grid do the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the image&apos;s best caption, by the current reward model. Empty: no bound.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>a split or tag, and how many images have it</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2 selected</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>attune::LibraryPage</name>
    <message>
        <source>Images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of the missing pictures was found there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) of the project are missing; they are known by their contents, whatever their names.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These pictures have no captioner yet: add a checkpoint folder from the Hugging Face hub.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These pictures have no captions yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking through the project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No picture matches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search for fewer words, or leave filters away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop pictures here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files, folders, or lists with captions. They stay where they are unless you want copies.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import a folder...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import pictures...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where are the pictures now?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where is the picture now?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>attune::MainWindow</name>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Close project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo the last decision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes back the last rating or comparison; it works across restarts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo the decision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Command palette...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every command, by name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Recent projects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No project was opened yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This project is open for reading only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is being written to by %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close it there and open it here again to rate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run %1 failed: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All ratings are safe. It starts again when it is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All ratings are safe. Run %1 was interrupted and can be resumed from its last checkpoint.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a project first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project is open for reading only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to take back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to redo.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n decision(s) taken back.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n decision(s) brought back.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>A run is at work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run can finish without the window; its results are there when you open the project again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let it finish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop it and quit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>attune::MessageBar</name>
    <message>
        <source>Copy this message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss this message (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss this message</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <comment>messages that wait</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>attune::NavRail</name>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>attune::NumberBox</name>
    <message>
        <source>Enter a whole number from %1 to %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter a whole number of at least %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter a whole number of at most %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter a whole number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter a number from %1 to %2, such as 0.5 or 2e-4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter a number of at least %1, such as 0.5 or 2e-4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter a number of at most %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter a number, such as 0.5 or 2e-4.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>attune::OptionForm</name>
    <message>
        <source>%1 cannot be %2; its default is used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no option %1; it is left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 is the name of an option, %2 a sentence such as &quot;Enter a whole number.&quot;</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Custom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>More settings (%n changed)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose settings that go well together</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>attune::OptionRow</name>
    <message>
        <source>on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unit: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Default: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set back to the default, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>attune::PlotBoard</name>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No values yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Smoothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of the moving average, 0 to 0.99. The values themselves stay visible behind it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ends the zoom of every plot and follows new values again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>attune::PointFacts</name>
    <message>
        <source>Images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Captions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>References</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edits</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>attune::PredictionPlot</name>
    <message>
        <source>Given rating</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predicted rating</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>attune::ProgressRow</name>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, </source>
        <comment>between rate and time left</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel: %1</source>
        <extracomment>%1 is the name of a task, as in &quot;Import of 200 images&quot;</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>attune::RateBar</name>
    <message>
        <source>&amp;Order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Random</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every image is as likely as any other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Uncertain first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the heads of the reward model disagree most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Captions of the latest run first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disagreement first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the reward model contradicts your ratings, then where it ranks models furthest apart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Captions at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Blind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hides which model wrote a caption. The captions are shuffled either way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back to all images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some pairs come back later, swapped and unannounced: how often you decided alike.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n selected image(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 images decided</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 a minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agrees with itself %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>attune::RatePage</name>
    <message>
        <source>The decision was not saved: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rate the selected caption %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 is bad, 5 is good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left is better</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With more than two captions: select the one to the left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right is better</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With more than two captions: select the one to the right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Equally good</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both bad</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The selected caption is the best</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select the next caption</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select the previous caption</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your own words become a demonstration for fine-tuning.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flag: says what is not there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flag: leaves something out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flag: repeats itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is decided; the image comes again later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the image before; a new decision takes the old one&apos;s place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture is being read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture cannot be shown. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for captions to rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Captions are being written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first ones appear here in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything here is decided</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train the reward model on your decisions, or have new captions written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train the reward model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to rate yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring in pictures and a captioner, then have captions written; they are rated here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the Library</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>attune::RatingScale</name>
    <message>
        <source>Rating</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not rated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 stars</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rate %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>attune::ReportPlot</name>
    <message>
        <source>No values yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export as %1…</source>
        <extracomment>%1 is a file format such as PNG</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>attune::RunWords</name>
    <message>
        <source>Pre-training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing captions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scoring captions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reward training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Policy optimisation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawing pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Computing features</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at the pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Projecting to two dimensions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the captions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reference log-probabilities</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing the report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rewards</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rollout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sampling captions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scoring the captions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training the reward model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Updating the policy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing greedy captions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Going on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running in an engine of an earlier window</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>attune::ScatterView</name>
    <message>
        <source>No points yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scatter of the shared space</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n point(s), none selected</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n selected</source>
        <extracomment>%1 is the sentence part &quot;12 points&quot;</extracomment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n point(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Show all points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export as %1…</source>
        <extracomment>%1 is a file format such as PNG</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scatter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Others</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>attune::ShortcutEditor</name>
    <message>
        <source>Search commands and keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commands and their shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Shortcut:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Al&amp;ternative:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press the new key combination here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press a second key combination for the same command here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the selected command its default keys again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset &amp;All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give every command its default keys again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page or Menu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alternative</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 already belongs to “%2” (%3). Choose another key, or change that command first.</source>
        <extracomment>%1 is a key, %2 the command that has it, %3 the page or menu of that command</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>attune::StartPage</name>
    <message>
        <source>&amp;New project...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An empty project in a folder of your choice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open project...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A folder that ends in .attune.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try the &amp;demo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Small drawn pictures, a captioner that can be improved, and captions ready to rate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of opening the project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attune</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Align an image captioner with your own judgement: look, rate, train the reward, optimise, judge, and go round again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The demo needs nothing: small drawn pictures, and a captioner that is good but can be improved. Your own photographs need a captioner for photographs, as a checkpoint folder from the Hugging Face hub.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent projects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Projects that you open will be listed here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Untitled.attune</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attune projects (*.attune)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open project</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>attune::StatusStrip</name>
    <message>
        <source>Progress of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The runs that wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause or go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the run; it leaves a checkpoint and can be resumed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engine: off until it is needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engine: starting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engine: ready, device %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n more waiting</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on with the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (read-only)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take out %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>attune::TagBar</name>
    <message>
        <source>Add a tag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter or a comma adds the tag. Backspace in the empty line goes to the last tag.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the tag %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>attune::ThumbnailDelegate</name>
    <message>
        <source>Cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot be read: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rated %1 on average</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not rated yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n caption(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tag(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Split: %1</source>
        <extracomment>a split is a part of the data set: train, validation, test</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>attune::ThumbnailGrid</name>
    <message>
        <source>Images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the picture is empty</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>attune::ThumbnailLoader</name>
    <message>
        <source>The file holds no picture that can be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is missing: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file cannot be read as a picture: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>attune::ThumbnailSource</name>
    <message>
        <source>The picture&apos;s file is missing.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>attune::ValueTable</name>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy All</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
