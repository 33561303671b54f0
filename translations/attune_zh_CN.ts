<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>DurationText</name>
        <message>
            <source>%1 d</source>
            <translation>%1 天</translation>
        </message>
        <message>
            <source>%1 d %2 h</source>
            <translation>%1 天 %2 小时</translation>
        </message>
        <message>
            <source>%1 h</source>
            <translation>%1 小时</translation>
        </message>
        <message>
            <source>%1 h %2 min</source>
            <translation>%1 小时 %2 分</translation>
        </message>
        <message>
            <source>%1 min</source>
            <translation>%1 分钟</translation>
        </message>
        <message>
            <source>%1 min %2 s</source>
            <translation>%1 分 %2 秒</translation>
        </message>
        <message>
            <source>%1 s</source>
            <translation>%1 秒</translation>
        </message>
        <message>
            <source>a few seconds left</source>
            <translation>还需几秒</translation>
        </message>
        <message>
            <source>about %1 left</source>
            <translation>还需约 %1</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 / %2</translation>
        </message>
        <message>
            <source>%1 per second</source>
            <translation>%1/秒</translation>
        </message>
        <message>
            <source>%1 per minute</source>
            <translation>%1/分钟</translation>
        </message>
        <message>
            <source>%1 per hour</source>
            <translation>%1/小时</translation>
        </message>
        <message>
            <source>%1 %</source>
            <extracomment>a percentage; some languages write no space before the sign</extracomment>
            <translation>%1%</translation>
        </message>
    </context>
    <context>
        <name>JobOptions</name>
        <message>
            <source>Mode</source>
            <translation>模式</translation>
        </message>
        <message>
            <source>How the next token is chosen.</source>
            <translation>选取下一个词元的方式。</translation>
        </message>
        <message>
            <source>greedy</source>
            <translation>贪心</translation>
        </message>
        <message>
            <source>sample</source>
            <translation>采样</translation>
        </message>
        <message>
            <source>beam</source>
            <translation>束搜索</translation>
        </message>
        <message>
            <source>Max new tokens</source>
            <translation>最大新词元数</translation>
        </message>
        <message>
            <source>A caption is cut after this many tokens.</source>
            <translation>描述达到此词元数后即被截断。</translation>
        </message>
        <message>
            <source>tokens</source>
            <translation>词元</translation>
        </message>
        <message>
            <source>Min new tokens</source>
            <translation>最小新词元数</translation>
        </message>
        <message>
            <source>No end token before this many tokens.</source>
            <translation>未达到此词元数之前不会出现结束词元。</translation>
        </message>
        <message>
            <source>Temperature</source>
            <translation>温度</translation>
        </message>
        <message>
            <source>Logits are divided by it; lower is bolder. Sampling only.</source>
            <translation>logits 除以此值；越低越大胆。仅用于采样。</translation>
        </message>
        <message>
            <source>Top k</source>
            <translation>Top-k</translation>
        </message>
        <message>
            <source>Sample from the k likeliest tokens; 0 is all.</source>
            <translation>从概率最高的 k 个词元中采样；0 表示全部词元。</translation>
        </message>
        <message>
            <source>Top p</source>
            <translation>Top-p</translation>
        </message>
        <message>
            <source>Sample from the smallest set of tokens with this probability; 1 is all.</source>
            <translation>从累积概率达到此值的最小词元集合中采样；1 表示全部词元。</translation>
        </message>
        <message>
            <source>Repetition penalty</source>
            <translation>重复惩罚</translation>
        </message>
        <message>
            <source>Above 1, tokens already written become less likely.</source>
            <translation>大于 1 时，已写出的词元概率降低。</translation>
        </message>
        <message>
            <source>No repeat ngram</source>
            <translation>禁止重复 n-gram</translation>
        </message>
        <message>
            <source>No run of this many tokens comes twice; 0 allows any.</source>
            <translation>任何此长度的连续词元都不会出现两次；0 表示不限制。</translation>
        </message>
        <message>
            <source>Beams</source>
            <translation>束宽</translation>
        </message>
        <message>
            <source>Hypotheses kept by beam search.</source>
            <translation>束搜索保留的候选序列数。</translation>
        </message>
        <message>
            <source>Length penalty</source>
            <translation>长度惩罚</translation>
        </message>
        <message>
            <source>Beam scores are divided by length to this power; above 0 favours long captions.</source>
            <translation>束得分除以长度的此次幂；大于 0 时偏好较长的描述。</translation>
        </message>
        <message>
            <source>Early stopping</source>
            <translation>提前停止</translation>
        </message>
        <message>
            <source>Beam search ends as soon as it has enough finished captions.</source>
            <translation>束搜索一得到足够多的完整描述即结束。</translation>
        </message>
        <message>
            <source>Features</source>
            <translation>特征</translation>
        </message>
        <message>
            <source>What the reward sees of image and caption: states and statistics, states alone, or statistics of the log-probabilities alone (which reward confidence; for studies).</source>
            <translation>奖励模型能看到图片和描述的哪些信息：隐藏状态加统计量、仅隐藏状态，或仅对数概率的统计量（奖励的是自信程度；供研究用）。</translation>
        </message>
        <message>
            <source>all</source>
            <translation>全部</translation>
        </message>
        <message>
            <source>states</source>
            <translation>隐藏状态</translation>
        </message>
        <message>
            <source>statistics</source>
            <translation>统计量</translation>
        </message>
        <message>
            <source>Heads</source>
            <translation>头数</translation>
        </message>
        <message>
            <source>Members of the ensemble; each learns from its own resampling of the images.</source>
            <translation>集成的成员数；每个成员都从自己对图片的重采样中学习。</translation>
        </message>
        <message>
            <source>Hidden size</source>
            <translation>隐藏层大小</translation>
        </message>
        <message>
            <source>Width of each head's hidden layer; 0 is a linear head.</source>
            <translation>每个头的隐藏层宽度；0 表示线性头。</translation>
        </message>
        <message>
            <source>Epochs</source>
            <translation>训练遍数</translation>
        </message>
        <message>
            <source>Passes over all ratings and comparisons.</source>
            <translation>遍历全部评分和比较的次数。</translation>
        </message>
        <message>
            <source>Learning rate</source>
            <translation>学习率</translation>
        </message>
        <message>
            <source>Step size of AdamW.</source>
            <translation>AdamW 的步长。</translation>
        </message>
        <message>
            <source>Weight decay</source>
            <translation>权重衰减</translation>
        </message>
        <message>
            <source>Pull of the weights towards zero (decoupled).</source>
            <translation>将权重拉向零的力度（解耦式）。</translation>
        </message>
        <message>
            <source>Comparison weight</source>
            <translation>比较权重</translation>
        </message>
        <message>
            <source>Weight of the Bradley-Terry loss on comparisons beside the squared error on ratings.</source>
            <translation>比较的 Bradley-Terry 损失相对于评分平方误差的权重。</translation>
        </message>
        <message>
            <source>Label smoothing</source>
            <translation>标签平滑</translation>
        </message>
        <message>
            <source>Share of comparisons taken to be decided by mistake.</source>
            <translation>视为误判的比较所占的比例。</translation>
        </message>
        <message>
            <source>Patience</source>
            <translation>耐心</translation>
        </message>
        <message>
            <source>A head keeps its best state on the images it did not learn from; all stop once none has improved for this many epochs.</source>
            <translation>每个头保留它在未参与其学习的图片上表现最好的状态；经过这么多遍训练后仍没有任何头改进时，全部停止。</translation>
        </message>
        <message>
            <source>epochs</source>
            <translation>遍</translation>
        </message>
        <message>
            <source>Normalize</source>
            <translation>归一化</translation>
        </message>
        <message>
            <source>Shift and scale scores to mean 0 and deviation 1 over the captions of the training set.</source>
            <translation>平移并缩放得分，使其在训练集描述上的均值为 0、标准差为 1。</translation>
        </message>
        <message>
            <source>Algorithm</source>
            <translation>算法</translation>
        </message>
        <message>
            <source>The policy-gradient method.</source>
            <translation>所用的策略梯度方法。</translation>
        </message>
        <message>
            <source>ppo</source>
            <translation>PPO</translation>
        </message>
        <message>
            <source>Rounds</source>
            <translation>轮数</translation>
        </message>
        <message>
            <source>Rounds of rollout and update.</source>
            <translation>采样(rollout)与更新的轮数。</translation>
        </message>
        <message>
            <source>Images</source>
            <translation>图片数</translation>
        </message>
        <message>
            <source>Images of each round.</source>
            <translation>每轮的图片数。</translation>
        </message>
        <message>
            <source>Captions per image</source>
            <translation>每图描述数</translation>
        </message>
        <message>
            <source>Captions sampled of each image in a round.</source>
            <translation>每轮为每张图片采样的描述数。</translation>
        </message>
        <message>
            <source>Logits are divided by it in rollout, reference and update alike.</source>
            <translation>logits 除以此值；采样(rollout)、参考模型和更新均相同。</translation>
        </message>
        <message>
            <source>Step size of Adam for the policy.</source>
            <translation>策略所用 Adam 的步长。</translation>
        </message>
        <message>
            <source>Critic learning rate</source>
            <translation>评论家学习率</translation>
        </message>
        <message>
            <source>Step size of Adam for the value head.</source>
            <translation>价值头所用 Adam 的步长。</translation>
        </message>
        <message>
            <source>Passes over each round's captions.</source>
            <translation>遍历每轮描述的次数。</translation>
        </message>
        <message>
            <source>Minibatch images</source>
            <translation>小批量图片数</translation>
        </message>
        <message>
            <source>Images, with all their captions, in each step of the optimiser.</source>
            <translation>优化器每一步所用的图片数（连同其全部描述）。</translation>
        </message>
        <message>
            <source>Clip range</source>
            <translation>裁剪范围</translation>
        </message>
        <message>
            <source>The ratio is clipped to 1 plus or minus this.</source>
            <translation>概率比裁剪到 1 加减此值的范围内。</translation>
        </message>
        <message>
            <source>Clip range value</source>
            <translation>价值裁剪范围</translation>
        </message>
        <message>
            <source>Values are clipped to those of the rollout plus or minus this.</source>
            <translation>价值裁剪到采样(rollout)时的价值加减此值的范围内。</translation>
        </message>
        <message>
            <source>Gamma</source>
            <translation>Gamma</translation>
        </message>
        <message>
            <source>Discount of later rewards.</source>
            <translation>后续奖励的折扣。</translation>
        </message>
        <message>
            <source>Lambda</source>
            <translation>Lambda</translation>
        </message>
        <message>
            <source>Decay of generalised advantage estimation.</source>
            <translation>广义优势估计的衰减。</translation>
        </message>
        <message>
            <source>Value coefficient</source>
            <translation>价值系数</translation>
        </message>
        <message>
            <source>Weight of the value loss.</source>
            <translation>价值损失的权重。</translation>
        </message>
        <message>
            <source>Max gradient norm</source>
            <translation>最大梯度范数</translation>
        </message>
        <message>
            <source>Longer gradients are shortened to this.</source>
            <translation>超过此值的梯度缩短到此值。</translation>
        </message>
        <message>
            <source>Update KL limit</source>
            <translation>更新 KL 上限</translation>
        </message>
        <message>
            <source>Once a minibatch finds the policy this far from where the round began, the last step is taken back and the round's updates end; 0 lets them all run.</source>
            <translation>一旦某个小批量发现策略与本轮开始时相距达到此值，就撤回最后一步并结束本轮更新；0 表示不限制，全部执行。</translation>
        </message>
        <message>
            <source>nats per token</source>
            <translation>奈特/词元</translation>
        </message>
        <message>
            <source>KL coefficient</source>
            <translation>KL 系数</translation>
        </message>
        <message>
            <source>Weight of the KL penalty towards the reference, at the start.</source>
            <translation>相对参考模型的 KL 惩罚的初始权重。</translation>
        </message>
        <message>
            <source>KL estimator</source>
            <translation>KL 估计量</translation>
        </message>
        <message>
            <source>k1 is unbiased, k3 has less variance and is never negative.</source>
            <translation>k1 无偏；k3 方差较小，且永不为负。</translation>
        </message>
        <message>
            <source>k1</source>
            <translation>k1</translation>
        </message>
        <message>
            <source>k3</source>
            <translation>k3</translation>
        </message>
        <message>
            <source>KL target</source>
            <translation>KL 目标</translation>
        </message>
        <message>
            <source>The weight is steered towards this KL per caption; 0 keeps it fixed.</source>
            <translation>调节权重，使每条描述的 KL 趋近此值；0 表示权重固定不变。</translation>
        </message>
        <message>
            <source>nats</source>
            <translation>奈特</translation>
        </message>
        <message>
            <source>KL horizon</source>
            <translation>KL 调节跨度</translation>
        </message>
        <message>
            <source>How slowly it is steered.</source>
            <translation>权重调节的快慢；越大越慢。</translation>
        </message>
        <message>
            <source>captions</source>
            <translation>条描述</translation>
        </message>
        <message>
            <source>Whiten advantages</source>
            <translation>优势白化</translation>
        </message>
        <message>
            <source>Advantages are shifted and scaled to mean 0, deviation 1.</source>
            <translation>平移并缩放优势，使均值为 0、标准差为 1。</translation>
        </message>
        <message>
            <source>Missing end penalty</source>
            <translation>缺少结尾惩罚</translation>
        </message>
        <message>
            <source>Taken from the score of a caption that was cut before its end token.</source>
            <translation>描述在结束词元出现之前被截断时，从其得分中扣除的值。</translation>
        </message>
        <message>
            <source>Lower bound</source>
            <translation>置信下界</translation>
        </message>
        <message>
            <source>Deviations of the reward ensemble taken from the score, against over-optimisation.</source>
            <translation>从得分中减去奖励集成的标准差的倍数，以防过度优化。</translation>
        </message>
        <message>
            <source>Score normalization</source>
            <translation>得分归一化</translation>
        </message>
        <message>
            <source>Scores are shifted and scaled by the mean and deviation of all scores so far, or left alone.</source>
            <translation>用迄今全部得分的均值和标准差平移并缩放得分，或保持原样。</translation>
        </message>
        <message>
            <source>running</source>
            <translation>累计</translation>
        </message>
        <message>
            <source>none</source>
            <translation>无</translation>
        </message>
        <message>
            <source>Score clip</source>
            <translation>得分裁剪</translation>
        </message>
        <message>
            <source>Scores are cut off this far from 0, after normalisation: one caption that the reward finds absurd would otherwise outweigh all others. 0 leaves them.</source>
            <translation>归一化之后，得分与 0 的距离超过此值的部分被截去：否则一条被奖励模型判为极端的描述就会压过其他所有描述。0 表示不裁剪。</translation>
        </message>
        <message>
            <source>Convention</source>
            <translation>约定</translation>
        </message>
        <message>
            <source>Where padding and the last token count: plain masks, or as TRL does.</source>
            <translation>填充和最后一个词元如何计入：朴素掩码，或与 TRL 一致。</translation>
        </message>
        <message>
            <source>plain</source>
            <translation>朴素</translation>
        </message>
        <message>
            <source>trl</source>
            <translation>TRL</translation>
        </message>
        <message>
            <source>Samples per image</source>
            <translation>每图采样数</translation>
        </message>
        <message>
            <source>Sampled captions of each picture, besides the greedy one; 0 is none.</source>
            <translation>除贪心描述外，每张图片采样的描述数；0 表示不采样。</translation>
        </message>
        <message>
            <source>Of the sampled captions.</source>
            <translation>用于采样的描述。</translation>
        </message>
        <message>
            <source>Batch size</source>
            <translation>批大小</translation>
        </message>
        <message>
            <source>Pictures that are captioned together.</source>
            <translation>一起生成描述的图片数。</translation>
        </message>
        <message>
            <source>pictures</source>
            <translation>张图片</translation>
        </message>
        <message>
            <source>Guard</source>
            <translation>守护</translation>
        </message>
        <message>
            <source>Stop a run that games its reward: KL, length, repetition, entropy or the reward's doubt out of bounds.</source>
            <translation>停止钻奖励空子的运行：KL、长度、重复、熵或奖励的不确定度超出界限。</translation>
        </message>
        <message>
            <source>Umap</source>
            <translation>UMAP</translation>
        </message>
        <message>
            <source>Beside the principal components, a layout that keeps neighbours together (UMAP).</source>
            <translation>除主成分外，再计算一个让相邻点聚在一起的布局 (UMAP)。</translation>
        </message>
        <message>
            <source>Neighbours</source>
            <translation>邻居数</translation>
        </message>
        <message>
            <source>Neighbours of a point that UMAP keeps near it; more shows the whole, fewer the detail.</source>
            <translation>UMAP 让每个点保持靠近的邻居数；多则展现整体，少则展现细节。</translation>
        </message>
        <message>
            <source>Min dist</source>
            <translation>最小距离</translation>
        </message>
        <message>
            <source>How close UMAP may put points; smaller makes tighter clumps.</source>
            <translation>UMAP 允许点靠得多近；值越小，簇越紧密。</translation>
        </message>
    </context>
    <context>
        <name>attune::CalibrationPlot</name>
        <message>
            <source>Predicted probability</source>
            <translation>预测概率</translation>
        </message>
        <message>
            <source>Observed share</source>
            <translation>实际比例</translation>
        </message>
        <message>
            <source>The numbers along the bottom say how many cases each point stands for.</source>
            <translation>底部的数字表示每个点代表的样本数。</translation>
        </message>
    </context>
    <context>
        <name>attune::CaptionCard</name>
        <message>
            <source>Edited</source>
            <translation>已编辑</translation>
        </message>
        <message>
            <source>This caption was written anew by hand.</source>
            <translation>这条描述已由人工重写。</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>备注</translation>
        </message>
        <message>
            <source>Prefer this caption to the others.</source>
            <translation>选这条描述为最佳。</translation>
        </message>
        <message>
            <source>Hallucinates</source>
            <translation>幻觉</translation>
        </message>
        <message>
            <source>It names something that the picture does not show.</source>
            <translation>提到了图片中没有的内容。</translation>
        </message>
        <message>
            <source>Incomplete</source>
            <translation>不完整</translation>
        </message>
        <message>
            <source>It leaves out something that matters, or breaks off.</source>
            <translation>遗漏了重要内容，或中途断开。</translation>
        </message>
        <message>
            <source>Repeats</source>
            <translation>重复</translation>
        </message>
        <message>
            <source>It says the same thing more than once.</source>
            <translation>同一内容说了不止一次。</translation>
        </message>
        <message>
            <source>Caption %1</source>
            <translation>描述 %1</translation>
        </message>
        <message>
            <source>Rating of caption %1</source>
            <translation>描述 %1 的评分</translation>
        </message>
        <message>
            <source>Preferred</source>
            <extracomment>on a candidate caption: to like this one best, and that it is liked best</extracomment>
            <translation>已选为最佳</translation>
        </message>
        <message>
            <source>Prefer</source>
            <translation>选为最佳</translation>
        </message>
        <message>
            <source>Selected.</source>
            <translation>已选中。</translation>
        </message>
        <message>
            <source>Preferred to the others.</source>
            <translation>已选为最佳。</translation>
        </message>
    </context>
    <context>
        <name>attune::CaptionEditor</name>
        <message>
            <source>Caption to edit</source>
            <translation>要编辑的描述</translation>
        </message>
        <message>
            <source>Enter saves, Escape leaves the caption as it was.</source>
            <translation>按 Enter 保存，按 Esc 保持描述原样。</translation>
        </message>
        <message>
            <source>A caption cannot be empty. Write what the picture shows, or press Escape.</source>
            <translation>描述不能为空。请写出图片的内容，或按 Esc。</translation>
        </message>
    </context>
    <context>
        <name>attune::CaptionList</name>
        <message>
            <source>simulated rating %1</source>
            <translation>模拟评分 %1</translation>
        </message>
        <message>
            <source>rated %1 by others</source>
            <translation>他人评分 %1</translation>
        </message>
        <message>
            <source>edited by hand</source>
            <translation>人工编辑</translation>
        </message>
        <message>
            <source>%1, round %2</source>
            <translation>%1，第 %2 轮</translation>
        </message>
        <message>
            <source>reward %1 ± %2</source>
            <translation>奖励 %1 ± %2</translation>
        </message>
        <message>
            <source>References</source>
            <translation>参考描述</translation>
        </message>
        <message>
            <source>Captions</source>
            <translation>描述</translation>
        </message>
        <message numerus="yes">
            <source>Show all %n caption(s)</source>
            <translation>
                <numerusform>显示全部 %n 条描述</numerusform>
            </translation>
        </message>
        <message>
            <source>Your rating: %1 of %2</source>
            <translation>您的评分：%1 / %2</translation>
        </message>
    </context>
    <context>
        <name>attune::CaptionWords</name>
        <message>
            <source>Caption</source>
            <translation>描述</translation>
        </message>
        <message>
            <source>Word %1: %2</source>
            <translation>第 %1 个词：%2</translation>
        </message>
    </context>
    <context>
        <name>attune::Chip</name>
        <message>
            <source>Press Delete to remove it.</source>
            <translation>按 Delete 移除。</translation>
        </message>
    </context>
    <context>
        <name>attune::CommandPalette</name>
        <message>
            <source>Type a command</source>
            <translation>输入命令</translation>
        </message>
        <message>
            <source>Search commands</source>
            <translation>搜索命令</translation>
        </message>
        <message>
            <source>Commands</source>
            <translation>命令</translation>
        </message>
        <message>
            <source>No command has this name.</source>
            <translation>没有此名称的命令。</translation>
        </message>
        <message>
            <source>Command palette</source>
            <translation>命令面板</translation>
        </message>
    </context>
    <context>
        <name>attune::CompareView</name>
        <message>
            <source>Reward</source>
            <translation>奖励</translation>
        </message>
        <message>
            <source>KL divergence</source>
            <translation>KL 散度</translation>
        </message>
        <message>
            <source>nats</source>
            <translation>奈特</translation>
        </message>
        <message>
            <source>Entropy</source>
            <translation>熵</translation>
        </message>
        <message>
            <source>Caption length</source>
            <translation>描述长度</translation>
        </message>
        <message>
            <source>tokens</source>
            <translation>词元</translation>
        </message>
        <message>
            <source>Reward with the KL penalty</source>
            <translation>含 KL 惩罚的奖励</translation>
        </message>
        <message>
            <source>Training loss</source>
            <translation>训练损失</translation>
        </message>
        <message>
            <source>Validation loss</source>
            <translation>验证损失</translation>
        </message>
        <message>
            <source>Step</source>
            <translation>步</translation>
        </message>
        <message>
            <source>These runs have no curves: only training and policy optimisation write values step by step.</source>
            <translation>这些运行没有曲线：只有训练和策略优化会逐步记录数值。</translation>
        </message>
        <message>
            <source>What differs</source>
            <translation>差异</translation>
        </message>
        <message>
            <source>Options that differ between the runs</source>
            <translation>各运行之间不同的选项</translation>
        </message>
        <message>
            <source>The jobs are the same.</source>
            <translation>作业完全相同。</translation>
        </message>
        <message>
            <source>Option</source>
            <extracomment>a column of a table: the name of an option</extracomment>
            <translation>选项</translation>
        </message>
        <message>
            <source>Compared: %1</source>
            <translation>比较：%1</translation>
        </message>
    </context>
    <context>
        <name>attune::CurveLegendModel</name>
        <message>
            <source>Click to hide this curve.</source>
            <translation>点击隐藏此曲线。</translation>
        </message>
        <message>
            <source>Click to show this curve.</source>
            <translation>点击显示此曲线。</translation>
        </message>
        <message>
            <source>Smoothed</source>
            <translation>平滑值</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>数值</translation>
        </message>
        <message>
            <source>Latest</source>
            <translation>最新</translation>
        </message>
        <message>
            <source>%1 %2</source>
            <extracomment>Where the cursor of a plot stands: the axis, its value. "Step 1,200"</extracomment>
            <translation>%1 %2</translation>
        </message>
    </context>
    <context>
        <name>attune::CurvePlot</name>
        <message>
            <source>No values yet</source>
            <translation>尚无数值</translation>
        </message>
        <message>
            <source>Smoothing, log axis, zoom, copy and export</source>
            <translation>平滑、对数轴、缩放、复制和导出</translation>
        </message>
        <message>
            <source>Wheel or drag to zoom, middle button to move, double click to see all again.</source>
            <translation>滚轮或拖动缩放，中键移动，双击重新显示全部。</translation>
        </message>
        <message>
            <source>Plot</source>
            <translation>图表</translation>
        </message>
        <message>
            <source>Options of the plot %1</source>
            <translation>图表 %1 的选项</translation>
        </message>
        <message>
            <source>Curves of the plot %1</source>
            <translation>图表 %1 的曲线</translation>
        </message>
        <message numerus="yes">
            <source>%n value(s) of zero or less cannot be shown on a log axis.</source>
            <translation>
                <numerusform>有 %n 个小于或等于零的数值无法在对数轴上显示。</numerusform>
            </translation>
        </message>
        <message>
            <source>Smoothing</source>
            <translation>平滑</translation>
        </message>
        <message>
            <source>None</source>
            <translation>无</translation>
        </message>
        <message>
            <source>Log axis</source>
            <translation>对数轴</translation>
        </message>
        <message>
            <source>Show all values</source>
            <translation>显示全部数值</translation>
        </message>
        <message>
            <source>Copy values</source>
            <translation>复制数值</translation>
        </message>
        <message>
            <source>Export as %1…</source>
            <extracomment>%1 is a file format such as PNG</extracomment>
            <translation>导出为 %1...</translation>
        </message>
        <message>
            <source>Curve</source>
            <translation>曲线</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>数值</translation>
        </message>
    </context>
    <context>
        <name>attune::CurveSet</name>
        <message>
            <source>%1, %2</source>
            <extracomment>A curve in a legend: what it shows, and in which run</extracomment>
            <translation>%1，%2</translation>
        </message>
    </context>
    <context>
        <name>attune::DetailsPanel</name>
        <message>
            <source>Choose a model or a run to see where it comes from and what came of it.</source>
            <translation>选择一个模型或运行，查看其来源和结果。</translation>
        </message>
        <message>
            <source>Note</source>
            <extracomment>of a model or run: what the researcher wants to remember</extracomment>
            <translation>备注</translation>
        </message>
        <message>
            <source>What did you want to know, and what came of it?</source>
            <translation>您想弄清什么，结果如何？</translation>
        </message>
        <message>
            <source>Where it comes from</source>
            <translation>来源</translation>
        </message>
        <message>
            <source>Results</source>
            <translation>结果</translation>
        </message>
        <message>
            <source>Options that differ from the defaults</source>
            <translation>与默认值不同的选项</translation>
        </message>
        <message>
            <source>Name of the model</source>
            <translation>模型名称</translation>
        </message>
        <message>
            <source>The name can be changed; it is saved when you leave the field.</source>
            <translation>名称可以更改；离开输入框时保存。</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>文件夹</translation>
        </message>
        <message>
            <source>Copy the path</source>
            <translation>复制路径</translation>
        </message>
        <message>
            <source>Open in the file manager</source>
            <translation>在文件管理器中打开</translation>
        </message>
    </context>
    <context>
        <name>attune::EmbedDialog</name>
        <message>
            <source>Compute embedding</source>
            <translation>计算嵌入</translation>
        </message>
        <message numerus="yes">
            <source>All %n image(s)</source>
            <translation>
                <numerusform>全部 %n 张图片</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 (%2)</source>
            <extracomment>a split and how many images it has, as in "Training (512)"</extracomment>
            <translation>%1 (%2)</translation>
        </message>
        <message>
            <source>Pictures and captions are placed as this captioner sees them.</source>
            <translation>图片和描述按此描述模型所见的方式排布。</translation>
        </message>
        <message>
            <source>Captions as points of their own</source>
            <translation>描述作为单独的点</translation>
        </message>
        <message>
            <source>Each caption is placed beside the picture that it describes, if it fits.</source>
            <translation>每条描述若与其图片相符，就会排在该图片旁边。</translation>
        </message>
        <message>
            <source>&amp;Images</source>
            <translation>图片(&amp;I)</translation>
        </message>
        <message>
            <source>&amp;Captioner</source>
            <translation>描述模型(&amp;C)</translation>
        </message>
        <message>
            <source>Compute</source>
            <translation>计算</translation>
        </message>
        <message>
            <source>UMAP</source>
            <translation>UMAP</translation>
        </message>
    </context>
    <context>
        <name>attune::EmbeddingsPage</name>
        <message>
            <source>Tag</source>
            <translation>添加标签</translation>
        </message>
        <message numerus="yes">
            <source>Tag of %n image(s)</source>
            <translation>
                <numerusform>为 %n 张图片添加的标签</numerusform>
            </translation>
        </message>
        <message>
            <source>Round %1</source>
            <translation>第 %1 轮</translation>
        </message>
        <message>
            <source>Epoch %1</source>
            <translation>第 %1 遍</translation>
        </message>
        <message>
            <source>Step %1</source>
            <translation>第 %1 步</translation>
        </message>
        <message>
            <source>The layout is being read</source>
            <translation>正在读取布局</translation>
        </message>
        <message>
            <source>&amp;Compute embedding...</source>
            <translation>计算嵌入(&amp;C)...</translation>
        </message>
        <message>
            <source>Places pictures and captions in the space that the captioner sees them in.</source>
            <translation>将图片和描述放到描述模型所见的空间中。</translation>
        </message>
        <message>
            <source>&amp;Rate these</source>
            <translation>为这些图片评分(&amp;R)</translation>
        </message>
        <message>
            <source>The Rate page shows just these images.</source>
            <translation>“评分”页只显示这些图片。</translation>
        </message>
        <message>
            <source>&amp;Tag...</source>
            <translation>添加标签(&amp;T)...</translation>
        </message>
        <message>
            <source>Gives the images of the selection a tag.</source>
            <translation>为选中部分的图片添加标签。</translation>
        </message>
        <message>
            <source>&amp;Generate captions...</source>
            <translation>生成描述(&amp;G)...</translation>
        </message>
        <message>
            <source>The captioner writes captions of the images of the selection.</source>
            <translation>描述模型为选中部分的图片生成描述。</translation>
        </message>
        <message>
            <source>Show in the &amp;Library</source>
            <translation>在图库中显示(&amp;L)</translation>
        </message>
        <message numerus="yes">
            <source>%n image(s) of the selection</source>
            <translation>
                <numerusform>选中的 %n 张图片</numerusform>
            </translation>
        </message>
        <message>
            <source>&amp;Play or pause the replay</source>
            <translation>播放或暂停回放(&amp;P)</translation>
        </message>
        <message>
            <source>Pre&amp;vious step</source>
            <translation>上一步(&amp;V)</translation>
        </message>
        <message>
            <source>&amp;Next step</source>
            <translation>下一步(&amp;N)</translation>
        </message>
        <message>
            <source>Show &amp;all points</source>
            <translation>显示全部点(&amp;A)</translation>
        </message>
        <message>
            <source>Select by r&amp;ectangle</source>
            <translation>矩形选择(&amp;E)</translation>
        </message>
        <message>
            <source>Select by la&amp;sso</source>
            <translation>套索选择(&amp;S)</translation>
        </message>
        <message>
            <source>&amp;Move the view</source>
            <extracomment>drag the view with the mouse</extracomment>
            <translation>移动视图(&amp;M)</translation>
        </message>
        <message>
            <source>Reward at this step</source>
            <translation>此步的奖励</translation>
        </message>
        <message>
            <source>Reward</source>
            <translation>奖励</translation>
        </message>
        <message>
            <source>My rating</source>
            <translation>我的评分</translation>
        </message>
        <message>
            <source>Mean rating</source>
            <translation>平均评分</translation>
        </message>
        <message>
            <source>Model or round</source>
            <translation>模型或轮</translation>
        </message>
        <message>
            <source>Split</source>
            <translation>划分</translation>
        </message>
        <message>
            <source>The project is open for reading only.</source>
            <translation>项目以只读方式打开。</translation>
        </message>
        <message>
            <source>Open a project first.</source>
            <translation>请先打开项目。</translation>
        </message>
        <message>
            <source>Select points first.</source>
            <translation>请先选择点。</translation>
        </message>
        <message>
            <source>There are no images.</source>
            <translation>没有图片。</translation>
        </message>
        <message>
            <source>Add a captioner first.</source>
            <translation>请先添加描述模型。</translation>
        </message>
        <message>
            <source>This layout has one step only.</source>
            <translation>此布局只有一步。</translation>
        </message>
        <message>
            <source>The embedding is being computed</source>
            <translation>正在计算嵌入</translation>
        </message>
        <message>
            <source>Its points appear here when it is done.</source>
            <translation>完成后，点会出现在这里。</translation>
        </message>
        <message>
            <source>Looking for layouts</source>
            <translation>正在查找布局</translation>
        </message>
        <message>
            <source>There is nothing to lay out yet</source>
            <translation>还没有可排布的内容</translation>
        </message>
        <message>
            <source>Bring in pictures and a captioner; here they become points of one space, near to what is like them.</source>
            <translation>导入图片和描述模型；它们在这里会成为同一空间中的点，相似者彼此靠近。</translation>
        </message>
        <message>
            <source>Go to the Library</source>
            <translation>前往图库</translation>
        </message>
        <message>
            <source>See your pictures and captions as one space</source>
            <translation>在同一空间中查看图片和描述</translation>
        </message>
        <message>
            <source>Pictures and captions that are alike lie near each other: colour them by reward or rating, select a region to rate or tag it. Reward training and optimisation add layouts that show how points move.</source>
            <translation>相似的图片和描述彼此靠近：可按奖励或评分着色，也可选择一个区域进行评分或添加标签。奖励训练和优化会增加布局，显示点如何移动。</translation>
        </message>
        <message>
            <source>Compute embedding</source>
            <translation>计算嵌入</translation>
        </message>
    </context>
    <context>
        <name>attune::EngineClient</name>
        <message>
            <source>The engine could not be started.</source>
            <translation>无法启动引擎。</translation>
        </message>
        <message>
            <source>The program %1 is missing or cannot be run.</source>
            <translation>程序 %1 不存在或无法运行。</translation>
        </message>
        <message>
            <source>Build or install Attune again, or set ATTUNE_ENGINE to the engine's program.</source>
            <translation>请重新构建或安装 Attune，或将 ATTUNE_ENGINE 设为引擎程序的路径。</translation>
        </message>
        <message>
            <source>The process was killed or crashed: out of memory, or ended by someone.</source>
            <translation>进程被终止或已崩溃：内存不足，或被人为结束。</translation>
        </message>
        <message>
            <source>The process ended with code %1.</source>
            <translation>进程已结束，代码 %1。</translation>
        </message>
        <message>
            <source>The process ended with code %1: %2</source>
            <translation>进程已结束，代码 %1：%2</translation>
        </message>
    </context>
    <context>
        <name>attune::ExportCommands</name>
        <message>
            <source>&amp;Export...</source>
            <translation>导出(&amp;E)...</translation>
        </message>
        <message>
            <source>Preferences, ratings, captions and checkpoints, as other programs read them.</source>
            <translation>偏好、评分、描述和检查点，采用其他程序可读取的格式。</translation>
        </message>
        <message>
            <source>&amp;Import decisions...</source>
            <translation>导入判断(&amp;I)...</translation>
        </message>
        <message>
            <source>Ratings and comparisons as lines of JSON, as Attune exports them.</source>
            <translation>JSON Lines 格式的评分和比较，与 Attune 导出的相同。</translation>
        </message>
        <message>
            <source>Open a project first.</source>
            <translation>请先打开项目。</translation>
        </message>
        <message>
            <source>The project is open for reading only.</source>
            <translation>项目以只读方式打开。</translation>
        </message>
        <message>
            <source>Import decisions</source>
            <translation>导入判断</translation>
        </message>
        <message>
            <source>JSON lines (*.jsonl *.json);;All files (*)</source>
            <translation>JSON Lines (*.jsonl *.json);;所有文件 (*)</translation>
        </message>
        <message numerus="yes">
            <source>%n rating(s)</source>
            <translation>
                <numerusform>%n 个评分</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n comparison(s)</source>
            <translation>
                <numerusform>%n 个比较</numerusform>
            </translation>
        </message>
        <message>
            <source>Imported: %1 and %2. One Undo takes them back.</source>
            <extracomment>"12 ratings" and "3 comparisons"</extracomment>
            <translation>已导入：%1，%2。撤销一次即可全部收回。</translation>
        </message>
    </context>
    <context>
        <name>attune::ExportDialog</name>
        <message>
            <source>Export</source>
            <translation>导出</translation>
        </message>
        <message>
            <source>Format</source>
            <translation>格式</translation>
        </message>
        <message>
            <source>Exporting</source>
            <translation>正在导出</translation>
        </message>
        <message>
            <source>Open the folder</source>
            <translation>打开文件夹</translation>
        </message>
        <message>
            <source>&amp;Model:</source>
            <translation>模型(&amp;M)：</translation>
        </message>
        <message>
            <source>&amp;Choose...</source>
            <translation>选择(&amp;C)...</translation>
        </message>
        <message>
            <source>Choose where the export goes</source>
            <translation>选择导出位置</translation>
        </message>
        <message>
            <source>&amp;To:</source>
            <translation>导出到(&amp;T)：</translation>
        </message>
        <message>
            <source>%1 (current)</source>
            <translation>%1（当前）</translation>
        </message>
        <message>
            <source>Export to</source>
            <translation>导出到</translation>
        </message>
        <message>
            <source>This is no complete path.</source>
            <translation>这不是完整的路径。</translation>
        </message>
        <message>
            <source>Choose a place for the export.</source>
            <translation>请选择导出位置。</translation>
        </message>
        <message>
            <source>There is something at this place already.</source>
            <translation>该位置已存在内容。</translation>
        </message>
        <message>
            <source>Choose another name.</source>
            <translation>请选择其他名称。</translation>
        </message>
        <message>
            <source>%1 is there already. Put the export in its place?</source>
            <translation>%1 已存在。要用导出内容替换它吗？</translation>
        </message>
        <message>
            <source>Exported.</source>
            <translation>已导出。</translation>
        </message>
        <message>
            <source>Exported: %1.</source>
            <translation>已导出：%1。</translation>
        </message>
    </context>
    <context>
        <name>attune::ExportFormats</name>
        <message>
            <source>Preference pairs (TRL)</source>
            <translation>偏好对 (TRL)</translation>
        </message>
        <message>
            <source>One line of JSON for each pair of a better and a worse caption, with picture and prompt. Read by the DPO and reward trainers of TRL.</source>
            <translation>每对较好与较差的描述占一行 JSON，附图片和提示词。可由 TRL 的 DPO 和奖励训练器读取。</translation>
        </message>
        <message>
            <source>Good and bad captions (TRL)</source>
            <translation>好与差的描述 (TRL)</translation>
        </message>
        <message>
            <source>One line of JSON for each caption that was rated 4 or 5 (good) or 1 or 2 (bad). Read by the KTO trainer of TRL.</source>
            <translation>每条评为 4 或 5 分（好）以及 1 或 2 分（差）的描述占一行 JSON。可由 TRL 的 KTO 训练器读取。</translation>
        </message>
        <message>
            <source>All decisions (JSON lines)</source>
            <translation>全部判断 (JSON Lines)</translation>
        </message>
        <message>
            <source>Every rating and comparison that counts, with rater, time, flags and notes. Attune reads it again: File, Import decisions.</source>
            <translation>所有有效的评分和比较，附评分者、时间、标记和备注。Attune 可重新读入：“文件”菜单中的“导入判断”。</translation>
        </message>
        <message>
            <source>Ratings as a table (CSV)</source>
            <translation>评分表格 (CSV)</translation>
        </message>
        <message>
            <source>One row for each rating, for spreadsheets, R and pandas.</source>
            <translation>每个评分一行，供电子表格、R 和 pandas 使用。</translation>
        </message>
        <message>
            <source>Captions (COCO results)</source>
            <translation>描述 (COCO 结果)</translation>
        </message>
        <message>
            <source>One caption of each picture by the chosen captioner, as pycocoevalcap and the COCO server read them.</source>
            <translation>所选描述模型为每张图片写的一条描述，格式可由 pycocoevalcap 和 COCO 服务器读取。</translation>
        </message>
        <message>
            <source>Checkpoint (Hugging Face folder)</source>
            <translation>检查点 (Hugging Face 文件夹)</translation>
        </message>
        <message>
            <source>A copy of the model's folder: weights, configuration, tokenizer. A captioner opens in transformers.</source>
            <translation>模型文件夹的副本：权重、配置、分词器。描述模型可在 transformers 中打开。</translation>
        </message>
        <message>
            <source>%1, %2 of them simulated</source>
            <extracomment>%1 is "1,234 rows", %2 a number</extracomment>
            <translation>%1，其中 %2 行为模拟</translation>
        </message>
        <message numerus="yes">
            <source>%Ln row(s)</source>
            <translation>
                <numerusform>%Ln 行</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>attune::GenerateDialog</name>
        <message>
            <source>Generate captions</source>
            <translation>生成描述</translation>
        </message>
        <message numerus="yes">
            <source>%n selected image(s)</source>
            <translation>
                <numerusform>%n 张选中的图片</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>All %n image(s) shown</source>
            <translation>
                <numerusform>显示的全部 %n 张图片</numerusform>
            </translation>
        </message>
        <message>
            <source>Two at least are needed to compare; greedy decoding writes the same one each time.</source>
            <translation>至少需要两条才能比较；贪心解码每次都写出相同的描述。</translation>
        </message>
        <message>
            <source>Chosen first is the current captioner; the History page changes it.</source>
            <translation>默认选择当前描述模型；可在“历史”页更改。</translation>
        </message>
        <message>
            <source>None</source>
            <translation>无</translation>
        </message>
        <message>
            <source>For captioners that answer an instruction; others begin their caption with it.</source>
            <translation>供能够响应指令的描述模型使用；其他模型会以它作为描述的开头。</translation>
        </message>
        <message>
            <source>&amp;Images</source>
            <translation>图片(&amp;I)</translation>
        </message>
        <message>
            <source>&amp;Captions of each</source>
            <translation>每张描述数(&amp;C)</translation>
        </message>
        <message>
            <source>Ca&amp;ptioner</source>
            <translation>描述模型(&amp;P)</translation>
        </message>
        <message>
            <source>P&amp;rompt</source>
            <translation>提示词(&amp;R)</translation>
        </message>
        <message>
            <source>Generate</source>
            <translation>生成</translation>
        </message>
    </context>
    <context>
        <name>attune::Help</name>
        <message>
            <source>The guide could not be opened.</source>
            <translation>无法打开指南。</translation>
        </message>
        <message>
            <source>It is not installed with this program, or no other program opens it.</source>
            <translation>它未随本程序安装，或没有其他程序可以打开它。</translation>
        </message>
        <message>
            <source>It lies in the folder docs of Attune's sources.</source>
            <translation>它位于 Attune 源代码的 docs 文件夹中。</translation>
        </message>
        <message>
            <source>About Attune</source>
            <translation>关于 Attune</translation>
        </message>
        <message>
            <source>Attune %1</source>
            <translation>Attune %1</translation>
        </message>
        <message>
            <source>Aligns an image captioner with your own judgement: look, rate, train the reward, optimise, judge.</source>
            <translation>让图片描述模型与您自己的判断对齐：看图、评分、训练奖励、优化、盲评。</translation>
        </message>
        <message>
            <source>Free software under the GNU General Public License, version 3 or later (GPL-3.0-or-later). It comes without any warranty.</source>
            <translation>依照 GNU 通用公共许可证第 3 版或更新版本 (GPL-3.0-or-later) 发布的自由软件。不提供任何担保。</translation>
        </message>
        <message>
            <source>Made with Qt %1, QCustomPlot, OpenCV, SQLite and SQLiteCpp, nlohmann-json, utf8proc, hnswlib, LibTorch (the engine alone) and icons of Breeze.</source>
            <translation>使用 Qt %1、QCustomPlot、OpenCV、SQLite 和 SQLiteCpp、nlohmann-json、utf8proc、hnswlib、LibTorch（仅引擎）以及 Breeze 图标制作。</translation>
        </message>
        <message>
            <source>Engine: %1</source>
            <translation>引擎：%1</translation>
        </message>
        <message>
            <source>&amp;Preferences...</source>
            <translation>首选项(&amp;P)...</translation>
        </message>
        <message>
            <source>Theme, language, your name, device, folders and keys.</source>
            <translation>主题、语言、您的名字、设备、文件夹和按键。</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>帮助</translation>
        </message>
        <message>
            <source>&amp;Keyboard shortcuts...</source>
            <translation>键盘快捷键(&amp;K)...</translation>
        </message>
        <message>
            <source>All commands and their keys, to look up and to change.</source>
            <translation>所有命令及其按键，可查阅和更改。</translation>
        </message>
        <message>
            <source>&amp;Guide</source>
            <translation>指南(&amp;G)</translation>
        </message>
        <message>
            <source>&amp;About Attune</source>
            <translation>关于 Attune(&amp;A)</translation>
        </message>
    </context>
    <context>
        <name>attune::HistoryActions</name>
        <message>
            <source>&amp;Make current</source>
            <translation>设为当前(&amp;M)</translation>
        </message>
        <message>
            <source>New captions, training and optimisation start from this model. Nothing is lost: you can go forth again.</source>
            <translation>新的描述、训练和优化将从此模型开始。什么都不会丢失：随时可以再切换回去。</translation>
        </message>
        <message>
            <source>&amp;Evaluate</source>
            <translation>评估(&amp;E)</translation>
        </message>
        <message>
            <source>Captions of the held-out pictures, against references and with the current reward model.</source>
            <translation>为留出图片生成描述，与参考描述对比，并用当前奖励模型打分。</translation>
        </message>
        <message>
            <source>&amp;Judge against...</source>
            <translation>盲评对比(&amp;J)...</translation>
        </message>
        <message>
            <source>Blind, against another captioner.</source>
            <translation>与另一个描述模型进行盲评。</translation>
        </message>
        <message>
            <source>E&amp;xport checkpoint...</source>
            <translation>导出检查点(&amp;X)...</translation>
        </message>
        <message>
            <source>A copy of the model's folder, as transformers reads it.</source>
            <translation>模型文件夹的副本，可由 transformers 读取。</translation>
        </message>
        <message>
            <source>Re&amp;name</source>
            <translation>重命名(&amp;N)</translation>
        </message>
        <message>
            <source>&amp;Compare the selected runs</source>
            <translation>比较选中的运行(&amp;C)</translation>
        </message>
        <message>
            <source>The curves of two to four runs in the same plots, and the options in which they differ.</source>
            <translation>将两到四个运行的曲线放在相同的图表中，并列出它们不同的选项。</translation>
        </message>
        <message>
            <source>&amp;Reproduce</source>
            <translation>复现(&amp;R)</translation>
        </message>
        <message>
            <source>A new run with the same job, seed and inputs; on the same machine it gives the same results.</source>
            <translation>以相同的作业、随机种子和输入新建运行；在同一台机器上结果相同。</translation>
        </message>
        <message>
            <source>Res&amp;ume</source>
            <translation>恢复(&amp;U)</translation>
        </message>
        <message>
            <source>Goes on from the last checkpoint of the run.</source>
            <translation>从该运行最近的检查点继续。</translation>
        </message>
        <message>
            <source>&amp;Show on its page</source>
            <translation>在其页面上显示(&amp;S)</translation>
        </message>
        <message>
            <source>The run with its plots, on the page of its kind.</source>
            <translation>在对应类型的页面上显示该运行及其图表。</translation>
        </message>
        <message>
            <source>&amp;Back to the history</source>
            <translation>返回历史(&amp;B)</translation>
        </message>
        <message>
            <source>The project is open for reading only.</source>
            <translation>项目以只读方式打开。</translation>
        </message>
        <message>
            <source>It is current already.</source>
            <translation>它已是当前模型。</translation>
        </message>
        <message>
            <source>Choose a model first.</source>
            <translation>请先选择模型。</translation>
        </message>
        <message>
            <source>Choose a captioner first.</source>
            <translation>请先选择描述模型。</translation>
        </message>
        <message>
            <source>There is no other captioner yet.</source>
            <translation>还没有其他描述模型。</translation>
        </message>
        <message>
            <source>Select two to four runs first.</source>
            <translation>请先选择两到四个运行。</translation>
        </message>
        <message>
            <source>Choose a run first.</source>
            <translation>请先选择运行。</translation>
        </message>
        <message>
            <source>Only a run that was interrupted or stopped can be resumed.</source>
            <translation>只有已中断或已停止的运行才能恢复。</translation>
        </message>
        <message>
            <source>%1 (current)</source>
            <translation>%1（当前）</translation>
        </message>
    </context>
    <context>
        <name>attune::HistoryDetails</name>
        <message>
            <source>%1, current: new work starts from it</source>
            <extracomment>%1 is "Captioner" or "Reward model"</extracomment>
            <translation>%1，当前：新的工作由此开始</translation>
        </message>
        <message>
            <source>Lineage</source>
            <extracomment>the models from the root of the lineage to this one</extracomment>
            <translation>谱系</translation>
        </message>
        <message>
            <source>Made by</source>
            <translation>产生自</translation>
        </message>
        <message>
            <source>Made</source>
            <translation>创建时间</translation>
        </message>
        <message>
            <source>Family</source>
            <translation>模型系列</translation>
        </message>
        <message>
            <source>Parameters</source>
            <translation>参数量</translation>
        </message>
        <message>
            <source>Gold score</source>
            <translation>金标准得分</translation>
        </message>
        <message>
            <source>Mean reward</source>
            <translation>平均奖励</translation>
        </message>
        <message>
            <source>KL from the root, nats</source>
            <translation>相对根的 KL（奈特）</translation>
        </message>
        <message>
            <source>%1 after %2</source>
            <extracomment>%1 is "finished" or "stopped", %2 a duration</extracomment>
            <translation>%1，用时 %2</translation>
        </message>
        <message>
            <source>Launched</source>
            <translation>启动时间</translation>
        </message>
        <message>
            <source>Captioner</source>
            <translation>描述模型</translation>
        </message>
        <message>
            <source>Reward model</source>
            <translation>奖励模型</translation>
        </message>
        <message>
            <source>Reproduces</source>
            <translation>复现自</translation>
        </message>
        <message>
            <source>Run %1</source>
            <translation>运行 %1</translation>
        </message>
        <message>
            <source>It made</source>
            <extracomment>models that the run made</extracomment>
            <translation>产出的模型</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>随机种子</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>设备</translation>
        </message>
        <message>
            <source>All options are at their defaults.</source>
            <translation>所有选项均为默认值。</translation>
        </message>
    </context>
    <context>
        <name>attune::HistoryPage</name>
        <message>
            <source>Nothing was made yet</source>
            <translation>这里还没有内容</translation>
        </message>
        <message>
            <source>Every model and every run of the project will stand here, with what it was made from. Begin by adding a captioner in the Library.</source>
            <translation>项目的每个模型和每次运行及其来源都会列在这里。请先在图库中添加描述模型。</translation>
        </message>
        <message>
            <source>Go to the Library</source>
            <translation>前往图库</translation>
        </message>
        <message>
            <source>Models</source>
            <translation>模型</translation>
        </message>
        <message>
            <source>Runs</source>
            <translation>运行</translation>
        </message>
        <message>
            <source>The note was not saved: %1</source>
            <translation>备注未能保存：%1</translation>
        </message>
        <message>
            <source>The name was not saved: %1</source>
            <translation>名称未能保存：%1</translation>
        </message>
    </context>
    <context>
        <name>attune::HistoryWords</name>
        <message>
            <source>Today, %1</source>
            <translation>今天 %1</translation>
        </message>
        <message>
            <source>Yesterday, %1</source>
            <translation>昨天 %1</translation>
        </message>
        <message>
            <source>Reward %1 to %2</source>
            <translation>奖励 %1 到 %2</translation>
        </message>
        <message>
            <source>%1, KL %2 nats</source>
            <extracomment>%1 is "Reward 0.06 to 0.76"</extracomment>
            <translation>%1，KL %2 奈特</translation>
        </message>
        <message>
            <source>Gold %1</source>
            <translation>金标准 %1</translation>
        </message>
        <message>
            <source>Reward %1</source>
            <translation>奖励 %1</translation>
        </message>
        <message>
            <source>CIDEr %1</source>
            <translation>CIDEr %1</translation>
        </message>
        <message>
            <source>KL %1 nats</source>
            <translation>KL %1 奈特</translation>
        </message>
        <message>
            <source>Spearman %1</source>
            <translation>Spearman %1</translation>
        </message>
        <message>
            <source>Spearman</source>
            <translation>Spearman</translation>
        </message>
        <message>
            <source>Pairwise accuracy</source>
            <translation>成对准确率</translation>
        </message>
        <message>
            <source>Pairs compared</source>
            <translation>已比较的对数</translation>
        </message>
        <message>
            <source>Mean absolute error</source>
            <translation>平均绝对误差</translation>
        </message>
        <message>
            <source>Fall with the picture exchanged</source>
            <translation>换图后的降幅</translation>
        </message>
        <message>
            <source>Deviation of the ensemble</source>
            <translation>集成的标准差</translation>
        </message>
        <message>
            <source>Held-out ratings</source>
            <translation>留出评分</translation>
        </message>
        <message>
            <source>Ratings</source>
            <translation>评分</translation>
        </message>
        <message>
            <source>Comparisons</source>
            <translation>比较</translation>
        </message>
        <message>
            <source>Epochs</source>
            <translation>训练遍数</translation>
        </message>
        <message>
            <source>Reads the picture</source>
            <translation>依据图片</translation>
        </message>
        <message>
            <source>BLEU-4</source>
            <translation>BLEU-4</translation>
        </message>
        <message>
            <source>CIDEr</source>
            <translation>CIDEr</translation>
        </message>
        <message>
            <source>ROUGE-L</source>
            <translation>ROUGE-L</translation>
        </message>
        <message>
            <source>Distinct-1</source>
            <translation>Distinct-1</translation>
        </message>
        <message>
            <source>Distinct-2</source>
            <translation>Distinct-2</translation>
        </message>
        <message>
            <source>Gold score</source>
            <translation>金标准得分</translation>
        </message>
        <message>
            <source>KL from the root, nats</source>
            <translation>相对根的 KL（奈特）</translation>
        </message>
        <message>
            <source>Words per caption</source>
            <translation>每条描述词数</translation>
        </message>
        <message>
            <source>Tokens per caption</source>
            <translation>每条描述词元数</translation>
        </message>
        <message>
            <source>Reward</source>
            <translation>奖励</translation>
        </message>
        <message>
            <source>Captions</source>
            <translation>描述</translation>
        </message>
        <message>
            <source>Pictures</source>
            <translation>图片</translation>
        </message>
        <message>
            <source>Rounds</source>
            <translation>轮数</translation>
        </message>
        <message>
            <source>Temperature</source>
            <translation>温度</translation>
        </message>
        <message>
            <source>Time of the engine</source>
            <translation>引擎用时</translation>
        </message>
        <message>
            <source>Greedy</source>
            <translation>贪心</translation>
        </message>
        <message>
            <source>Sampled</source>
            <translation>采样</translation>
        </message>
        <message>
            <source>Reward against gold</source>
            <translation>奖励与金标准</translation>
        </message>
        <message>
            <source>Yes</source>
            <translation>是</translation>
        </message>
        <message>
            <source>No</source>
            <translation>否</translation>
        </message>
        <message>
            <source>The run was interrupted.</source>
            <translation>运行已中断。</translation>
        </message>
        <message>
            <source>The program that ran it ended before the run did.</source>
            <translation>执行它的程序在运行结束之前就退出了。</translation>
        </message>
        <message>
            <source>Resume goes on from its last checkpoint, with the same result as if it had never stopped.</source>
            <translation>恢复将从最近的检查点继续，结果与从未停止过相同。</translation>
        </message>
        <message>
            <source>The run was stopped.</source>
            <translation>运行已停止。</translation>
        </message>
        <message>
            <source>Resume goes on from its last checkpoint.</source>
            <translation>恢复将从最近的检查点继续。</translation>
        </message>
        <message>
            <source>The run failed.</source>
            <translation>运行失败。</translation>
        </message>
        <message>
            <source>The run failed: %1</source>
            <translation>运行失败：%1</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>随机种子</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>设备</translation>
        </message>
        <message>
            <source>Captioner</source>
            <translation>描述模型</translation>
        </message>
        <message>
            <source>Reward model</source>
            <translation>奖励模型</translation>
        </message>
        <message>
            <source>Reference</source>
            <extracomment>the captioner that the KL divergence is measured from</extracomment>
            <translation>参考模型</translation>
        </message>
        <message>
            <source>Backbone of the reward model</source>
            <translation>奖励模型的主干</translation>
        </message>
        <message numerus="yes">
            <source>%Ln caption(s)</source>
            <translation>
                <numerusform>%Ln 条描述</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln picture(s)</source>
            <translation>
                <numerusform>%Ln 张图片</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>attune::ImageInspector</name>
        <message>
            <source>No picture is selected</source>
            <translation>未选择图片</translation>
        </message>
        <message>
            <source>Select one to see it here with its captions, rewards and ratings.</source>
            <translation>选择一张图片，即可在此查看它及其描述、奖励和评分。</translation>
        </message>
        <message>
            <source>Find it...</source>
            <translation>查找...</translation>
        </message>
        <message>
            <source>Say where the pictures lie now; they are known again by their contents.</source>
            <translation>请指出图片现在的位置；将按内容重新识别。</translation>
        </message>
        <message>
            <source>Choose the &amp;folder...</source>
            <translation>选择文件夹(&amp;F)...</translation>
        </message>
        <message>
            <source>Choose the f&amp;ile...</source>
            <translation>选择文件(&amp;I)...</translation>
        </message>
        <message>
            <source>Reward over rounds</source>
            <translation>各轮奖励</translation>
        </message>
        <message>
            <source>Round</source>
            <translation>轮</translation>
        </message>
        <message>
            <source>%1 × %2 pixels, %3</source>
            <extracomment>width, height and split of a picture</extracomment>
            <translation>%1 × %2 像素，%3</translation>
        </message>
        <message>
            <source>Prompt: %1</source>
            <translation>提示词：%1</translation>
        </message>
        <message>
            <source>The picture's file is missing. It was moved, renamed or deleted: %1</source>
            <translation>图片文件缺失，可能已被移动、重命名或删除：%1</translation>
        </message>
        <message>
            <source>The picture is being read</source>
            <translation>正在读取图片</translation>
        </message>
        <message>
            <source>The picture cannot be shown. %1</source>
            <translation>无法显示图片。%1</translation>
        </message>
        <message>
            <source>Mean reward of the captions</source>
            <translation>描述的平均奖励</translation>
        </message>
    </context>
    <context>
        <name>attune::ImageView</name>
        <message>
            <source>Picture</source>
            <translation>图片</translation>
        </message>
        <message>
            <source>No picture</source>
            <translation>无图片</translation>
        </message>
        <message>
            <source>%1 The parts that the model attended to are highlighted.</source>
            <translation>%1 模型关注的部分已高亮显示。</translation>
        </message>
    </context>
    <context>
        <name>attune::ImportDialog</name>
        <message>
            <source>Import pictures</source>
            <translation>导入图片</translation>
        </message>
        <message numerus="yes">
            <source>%n file(s) and folders</source>
            <translation>
                <numerusform>%n 个文件和文件夹</numerusform>
            </translation>
        </message>
        <message>
            <source>Pictures, folders and lists are told apart by their contents: COCO captions, metadata.jsonl, CSV, JSONL, text files beside pictures. Captions in them become references.</source>
            <translation>图片、文件夹和列表按内容自动识别：COCO 描述、metadata.jsonl、CSV、JSONL、图片旁的文本文件。其中的描述将成为参考描述。</translation>
        </message>
        <message>
            <source>&amp;Leave the files where they are</source>
            <translation>文件保留在原处(&amp;L)</translation>
        </message>
        <message>
            <source>The project remembers where they lie, and finds them by their contents after a move.</source>
            <translation>项目会记住文件的位置；移动之后也能按内容找到它们。</translation>
        </message>
        <message>
            <source>&amp;Copy the files into the project</source>
            <translation>将文件复制到项目中(&amp;C)</translation>
        </message>
        <message>
            <source>The project can then be moved to another machine as one folder.</source>
            <translation>之后可将整个项目作为一个文件夹移到另一台机器。</translation>
        </message>
        <message>
            <source>&amp;Split</source>
            <translation>划分(&amp;S)</translation>
        </message>
        <message>
            <source>As the source says, else by content</source>
            <translation>按来源，否则按内容</translation>
        </message>
        <message>
            <source>By content, 80 of 100 are for training, 10 for validation and 10 for testing; the same picture gets the same split in every project.</source>
            <translation>按内容划分时，每 100 张中 80 张用于训练、10 张用于验证、10 张用于测试；同一张图片在每个项目中的划分都相同。</translation>
        </message>
        <message>
            <source>Import</source>
            <translation>导入</translation>
        </message>
    </context>
    <context>
        <name>attune::ImportPanel</name>
        <message>
            <source>Import cancelled: %1 added, %2 known already, %3 could not be read.</source>
            <translation>导入已取消：添加 %1 张，已有 %2 张，%3 张无法读取。</translation>
        </message>
        <message>
            <source>%1 added, %2 known already, %3 could not be read.</source>
            <translation>添加 %1 张，已有 %2 张，%3 张无法读取。</translation>
        </message>
        <message>
            <source>Importing pictures</source>
            <translation>正在导入图片</translation>
        </message>
        <message>
            <source>Copy the list</source>
            <translation>复制列表</translation>
        </message>
        <message>
            <source>All files that could not be read, and why, as text.</source>
            <translation>以文本形式复制所有无法读取的文件及其原因。</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>File</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>原因</translation>
        </message>
        <message>
            <source>Files that could not be read</source>
            <translation>无法读取的文件</translation>
        </message>
        <message>
            <source>Stopping</source>
            <translation>正在停止</translation>
        </message>
        <message>
            <source>%1 %2</source>
            <extracomment>two sentences in a row</extracomment>
            <translation>%1%2</translation>
        </message>
        <message numerus="yes">
            <source>%n reference caption(s) came with them.</source>
            <translation>
                <numerusform>同时导入了 %n 条参考描述。</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>attune::JudgeMetrics</name>
        <message>
            <source>Gold score</source>
            <translation>金标准得分</translation>
        </message>
        <message>
            <source>Reward</source>
            <translation>奖励</translation>
        </message>
        <message>
            <source>Length in words</source>
            <translation>长度（词数）</translation>
        </message>
        <message>
            <source>Distinct-1</source>
            <translation>Distinct-1</translation>
        </message>
        <message>
            <source>Distinct-2</source>
            <translation>Distinct-2</translation>
        </message>
        <message>
            <source>KL from the base</source>
            <translation>相对基准的 KL</translation>
        </message>
    </context>
    <context>
        <name>attune::JudgePage</name>
        <message>
            <source>The decision was not saved: %1</source>
            <translation>判断未能保存：%1</translation>
        </message>
        <message>
            <source>Left is better</source>
            <translation>左边更好</translation>
        </message>
        <message>
            <source>Right is better</source>
            <translation>右边更好</translation>
        </message>
        <message>
            <source>Equally good</source>
            <translation>同样好</translation>
        </message>
        <message>
            <source>Both bad</source>
            <translation>都不好</translation>
        </message>
        <message>
            <source>Skip</source>
            <translation>跳过</translation>
        </message>
        <message>
            <source>The pair comes again behind the others.</source>
            <translation>这一对会排在其他对之后再次出现。</translation>
        </message>
        <message>
            <source>Show &amp;result</source>
            <translation>显示结果(&amp;R)</translation>
        </message>
        <message>
            <source>Tells whose captions they are; better when all are judged.</source>
            <translation>揭示描述出自哪个模型；最好在全部盲评完之后再看。</translation>
        </message>
        <message>
            <source>&amp;Go on judging</source>
            <translation>继续盲评(&amp;G)</translation>
        </message>
        <message>
            <source>&amp;New judgement</source>
            <translation>新建盲评(&amp;N)</translation>
        </message>
        <message>
            <source>Decisions that were made are kept.</source>
            <translation>已作的判断会保留。</translation>
        </message>
        <message>
            <source>Rate &amp;these</source>
            <translation>为这些图片评分(&amp;T)</translation>
        </message>
        <message>
            <source>The Rate page shows the selected images, or all that are listed.</source>
            <translation>“评分”页显示选中的图片，或列出的全部图片。</translation>
        </message>
        <message>
            <source>Left</source>
            <translation>左</translation>
        </message>
        <message>
            <source>Right</source>
            <translation>右</translation>
        </message>
        <message>
            <source>No pair is shown.</source>
            <translation>没有显示任何对。</translation>
        </message>
        <message>
            <source>All pairs are judged.</source>
            <translation>所有对均已盲评。</translation>
        </message>
        <message>
            <source>No judgement is open.</source>
            <translation>没有打开的盲评。</translation>
        </message>
        <message>
            <source>No image is listed.</source>
            <translation>没有列出图片。</translation>
        </message>
        <message>
            <source>The picture is being read</source>
            <translation>正在读取图片</translation>
        </message>
        <message>
            <source>The picture cannot be shown. %1</source>
            <translation>无法显示图片。%1</translation>
        </message>
        <message>
            <source>%1 of %2 judged</source>
            <translation>已盲评 %1 / %2</translation>
        </message>
        <message numerus="yes">
            <source>%n pair(s) of the same words count as equal and are not shown</source>
            <translation>
                <numerusform>%n 对文字相同的描述计为平手，不显示</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n image(s) without captions left out</source>
            <translation>
                <numerusform>已略过 %n 张没有描述的图片</numerusform>
            </translation>
        </message>
        <message>
            <source>The captions are being written</source>
            <translation>正在生成描述</translation>
        </message>
        <message>
            <source>Those that both captioners have written before are used again.</source>
            <translation>两个描述模型此前都已写过的描述会重新使用。</translation>
        </message>
    </context>
    <context>
        <name>attune::JudgeResult</name>
        <message>
            <source>Metrics</source>
            <translation>指标</translation>
        </message>
        <message>
            <source>Metric</source>
            <translation>指标</translation>
        </message>
        <message>
            <source>B - A</source>
            <translation>B - A</translation>
        </message>
        <message>
            <source>Better</source>
            <translation>更好</translation>
        </message>
        <message>
            <source>Where higher is better: whose value is higher.</source>
            <translation>对于越高越好的指标：哪一方的值更高。</translation>
        </message>
        <message>
            <source>Neither captioner was evaluated</source>
            <translation>两个描述模型均未评估</translation>
        </message>
        <message>
            <source>No metrics yet</source>
            <translation>尚无指标</translation>
        </message>
        <message>
            <source>Metrics between 0 and 1</source>
            <translation>介于 0 和 1 之间的指标</translation>
        </message>
        <message>
            <source>Images that got worse</source>
            <extracomment>%n is how many are listed</extracomment>
            <translation>变差的图片</translation>
        </message>
        <message>
            <source>Caption of A</source>
            <translation>A 的描述</translation>
        </message>
        <message>
            <source>Caption of B</source>
            <translation>B 的描述</translation>
        </message>
        <message>
            <source>Judged</source>
            <translation>盲评结果</translation>
        </message>
        <message>
            <source>None is known to have got worse</source>
            <translation>没有已知变差的图片</translation>
        </message>
        <message>
            <source>A is %1, B is %2.</source>
            <translation>A 为 %1，B 为 %2。</translation>
        </message>
        <message>
            <source>Some pairs are still open.</source>
            <translation>还有未评判的对。</translation>
        </message>
        <message>
            <source>Both are being measured.</source>
            <translation>正在测量两者。</translation>
        </message>
        <message numerus="yes">
            <source>Runs %1 and %2, both on the same %n image(s).</source>
            <translation>
                <numerusform>运行 %1 和 %2，均使用相同的 %n 张图片。</numerusform>
            </translation>
        </message>
        <message>
            <source>Runs %1 and %2 measured on different images or in different ways: compare with care.</source>
            <translation>运行 %1 和 %2 的测量图片或方式不同：请谨慎比较。</translation>
        </message>
        <message>
            <source>%1 ↑</source>
            <extracomment>a metric of which more is better; the arrow says so</extracomment>
            <translation>%1 ↑</translation>
        </message>
        <message>
            <source>A is better</source>
            <translation>A 更好</translation>
        </message>
        <message numerus="yes">
            <source>Images that got worse: %n</source>
            <translation>
                <numerusform>变差的图片：%n 张</numerusform>
            </translation>
        </message>
        <message>
            <source>A: %1</source>
            <translation>A：%1</translation>
        </message>
        <message>
            <source>B: %1</source>
            <translation>B：%1</translation>
        </message>
        <message>
            <source>B's value less A's</source>
            <translation>B 的值减去 A 的值</translation>
        </message>
        <message>
            <source>Gold</source>
            <translation>金标准</translation>
        </message>
        <message>
            <source>Reward</source>
            <translation>奖励</translation>
        </message>
    </context>
    <context>
        <name>attune::JudgeSetup</name>
        <message>
            <source>Greedy</source>
            <translation>贪心</translation>
        </message>
        <message>
            <source>Sampled</source>
            <translation>采样</translation>
        </message>
        <message>
            <source>Judge two captioners blind</source>
            <translation>盲评两个描述模型</translation>
        </message>
        <message>
            <source>You see a picture and the caption of each, and say which is better without knowing whose it is. Their win rate tells whether a change is one for the better.</source>
            <translation>您会看到一张图片和两个模型各自的描述，在不知道出自哪个模型的情况下指出哪条更好。胜率说明改动是否带来了改进。</translation>
        </message>
        <message>
            <source>Judged before between these two</source>
            <translation>这两者此前的盲评</translation>
        </message>
        <message>
            <source>Day</source>
            <translation>日期</translation>
        </message>
        <message>
            <source>Rater</source>
            <translation>评分者</translation>
        </message>
        <message>
            <source>Captions</source>
            <translation>描述</translation>
        </message>
        <message>
            <source>Pairs</source>
            <translation>对数</translation>
        </message>
        <message>
            <source>Decided; pairs of the same words are not among them.</source>
            <translation>已评判的对数；不含文字相同的对。</translation>
        </message>
        <message>
            <source>B wins</source>
            <translation>B 胜率</translation>
        </message>
        <message>
            <source>Ties are half a win.</source>
            <translation>平手计半胜。</translation>
        </message>
        <message>
            <source>From</source>
            <translation>下限</translation>
        </message>
        <message>
            <source>Lower end of the 95 % interval (Wilson).</source>
            <translation>95% 区间的下限 (Wilson)。</translation>
        </message>
        <message>
            <source>To</source>
            <translation>上限</translation>
        </message>
        <message>
            <source>Upper end of the 95 % interval (Wilson).</source>
            <translation>95% 区间的上限 (Wilson)。</translation>
        </message>
        <message>
            <source>Test images first, then those of validation and training.</source>
            <translation>先用测试图片，再用验证和训练图片。</translation>
        </message>
        <message>
            <source>Greedy: the caption that the captioner itself finds likeliest, word by word.</source>
            <translation>贪心：描述模型逐词选取自己认为最可能的词所得的描述。</translation>
        </message>
        <message>
            <source>Measure both on these images as well</source>
            <translation>同时在这些图片上测量两者</translation>
        </message>
        <message>
            <source>BLEU, ROUGE-L, CIDEr, reward and length of both, while you judge.</source>
            <translation>在您盲评时计算两者的 BLEU、ROUGE-L、CIDEr、奖励和长度。</translation>
        </message>
        <message>
            <source>Captioner &amp;A</source>
            <translation>描述模型 &amp;A</translation>
        </message>
        <message>
            <source>Captioner &amp;B</source>
            <translation>描述模型 &amp;B</translation>
        </message>
        <message>
            <source>&amp;Pictures</source>
            <translation>图片(&amp;P)</translation>
        </message>
        <message>
            <source>&amp;Captions</source>
            <translation>描述(&amp;C)</translation>
        </message>
        <message>
            <source>Begun: %1 of %2 pairs of %3 and %4 are decided; the same choice goes on with them.</source>
            <translation>已开始：%3 与 %4 的 %2 对中已评判 %1 对；作相同的选择即可继续。</translation>
        </message>
        <message>
            <source>Looking for captioners</source>
            <translation>正在查找描述模型</translation>
        </message>
        <message>
            <source>It takes two captioners: optimise the one there is, or add another in the Library.</source>
            <translation>需要两个描述模型：请优化现有的一个，或在图库中再添加一个。</translation>
        </message>
        <message>
            <source>Choose two different captioners.</source>
            <translation>请选择两个不同的描述模型。</translation>
        </message>
        <message>
            <source>There are no images to judge on.</source>
            <translation>没有可用于盲评的图片。</translation>
        </message>
        <message>
            <source>The project is open for reading only.</source>
            <translation>项目以只读方式打开。</translation>
        </message>
        <message>
            <source>Start judging</source>
            <translation>开始盲评</translation>
        </message>
    </context>
    <context>
        <name>attune::JudgeWords</name>
        <message>
            <source>%1 %</source>
            <extracomment>a share in percent</extracomment>
            <translation>%1%</translation>
        </message>
        <message>
            <source>Nothing is judged yet</source>
            <translation>尚未盲评</translation>
        </message>
        <message>
            <source>B wins %1 of %2 (%3, between %4 and %5)</source>
            <translation>B 胜 %1 / %2（%3，介于 %4 与 %5 之间）</translation>
        </message>
        <message>
            <source>B is better: one half lies below the 95 % interval, so chance alone would hardly give this.</source>
            <translation>B 更好：50% 位于 95% 区间之下，仅凭偶然很难得到这样的结果。</translation>
        </message>
        <message>
            <source>A is better: one half lies above the 95 % interval, so chance alone would hardly give this.</source>
            <translation>A 更好：50% 位于 95% 区间之上，仅凭偶然很难得到这样的结果。</translation>
        </message>
        <message>
            <source>This does not tell them apart: one half lies within the 95 % interval. Judge more pictures, or take them as about equal.</source>
            <translation>尚不能区分两者：50% 位于 95% 区间之内。请盲评更多图片，或视两者大致相当。</translation>
        </message>
        <message>
            <source>B won %1, A won %2, equal %3.</source>
            <translation>B 胜 %1，A 胜 %2，平手 %3。</translation>
        </message>
        <message>
            <source>Equal ones count as half a win.</source>
            <translation>平手计半胜。</translation>
        </message>
        <message numerus="yes">
            <source>%n pair(s) of the same words counted as equal without being shown.</source>
            <translation>
                <numerusform>%n 对文字相同的描述未显示，直接计为平手。</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>attune::LaunchPanel</name>
        <message>
            <source>Where the engine computes. Automatic takes the graphics card where there is one.</source>
            <translation>引擎在哪里计算。“自动”会在有显卡时使用显卡。</translation>
        </message>
        <message>
            <source>&amp;Device</source>
            <translation>设备(&amp;D)</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>The run leaves a checkpoint and can be resumed.</source>
            <translation>运行会留下检查点，之后可以恢复。</translation>
        </message>
        <message>
            <source>Automatic</source>
            <translation>自动</translation>
        </message>
        <message>
            <source>Memory: about %1 of %2 GiB</source>
            <translation>内存：约 %1 / %2 GiB</translation>
        </message>
        <message>
            <source>Memory: about %1 GiB</source>
            <translation>内存：约 %1 GiB</translation>
        </message>
        <message>
            <source>%1. This will not fit: take smaller batches.</source>
            <translation>%1。内存放不下：请减小批大小。</translation>
        </message>
        <message>
            <source>The project is open for reading only.</source>
            <translation>项目以只读方式打开。</translation>
        </message>
        <message>
            <source>No run is at work.</source>
            <translation>没有正在进行的运行。</translation>
        </message>
        <message>
            <source>Decides everything random: the same seed gives the same run.</source>
            <translation>决定一切随机性：相同的随机种子得到相同的运行。</translation>
        </message>
        <message>
            <source>&amp;Seed</source>
            <translation>随机种子(&amp;S)</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>暂停</translation>
        </message>
        <message>
            <source>The run waits where it is; once more, and it goes on.</source>
            <translation>运行停在当前位置等待；再按一次即继续。</translation>
        </message>
    </context>
    <context>
        <name>attune::Library</name>
        <message>
            <source>Training</source>
            <extracomment>a split of the images: what models learn from</extracomment>
            <translation>训练</translation>
        </message>
        <message>
            <source>Validation</source>
            <extracomment>a split of the images: what training is checked on</extracomment>
            <translation>验证</translation>
        </message>
        <message>
            <source>Test</source>
            <extracomment>a split of the images: held out to judge models</extracomment>
            <translation>测试</translation>
        </message>
    </context>
    <context>
        <name>attune::LibraryActions</name>
        <message>
            <source>&amp;Import pictures...</source>
            <translation>导入图片(&amp;I)...</translation>
        </message>
        <message>
            <source>Pictures, or lists of pictures with captions.</source>
            <translation>图片，或带描述的图片列表。</translation>
        </message>
        <message>
            <source>Import a &amp;folder...</source>
            <translation>导入文件夹(&amp;F)...</translation>
        </message>
        <message>
            <source>All pictures in a folder and below it, with the captions that lie beside them.</source>
            <translation>文件夹及其子文件夹中的全部图片，以及图片旁的描述。</translation>
        </message>
        <message>
            <source>&amp;Add a captioner...</source>
            <translation>添加描述模型(&amp;A)...</translation>
        </message>
        <message>
            <source>A checkpoint folder as the Hugging Face hub has them.</source>
            <translation>Hugging Face Hub 格式的检查点文件夹。</translation>
        </message>
        <message>
            <source>&amp;Generate captions...</source>
            <translation>生成描述(&amp;G)...</translation>
        </message>
        <message>
            <source>The captioner writes captions of the selected images, or of all that are shown.</source>
            <translation>描述模型为选中的图片或显示的全部图片生成描述。</translation>
        </message>
        <message>
            <source>&amp;Score with the reward model</source>
            <translation>用奖励模型打分(&amp;S)</translation>
        </message>
        <message>
            <source>Of two or more selected images, else of all that are shown.</source>
            <translation>选中两张或更多图片时为选中的打分，否则为显示的全部图片打分。</translation>
        </message>
        <message>
            <source>&amp;Rate these</source>
            <translation>为这些图片评分(&amp;R)</translation>
        </message>
        <message>
            <source>The Rate page shows just the selected images.</source>
            <translation>“评分”页只显示选中的图片。</translation>
        </message>
        <message>
            <source>&amp;Tag...</source>
            <translation>添加标签(&amp;T)...</translation>
        </message>
        <message>
            <source>&amp;Remove a tag...</source>
            <translation>移除标签(&amp;R)...</translation>
        </message>
        <message>
            <source>Put into the training split</source>
            <translation>放入训练划分</translation>
        </message>
        <message>
            <source>Models learn from it.</source>
            <translation>模型从中学习。</translation>
        </message>
        <message>
            <source>Put into the validation split</source>
            <translation>放入验证划分</translation>
        </message>
        <message>
            <source>Training is checked on it.</source>
            <translation>用于检验训练。</translation>
        </message>
        <message>
            <source>Put into the test split</source>
            <translation>放入测试划分</translation>
        </message>
        <message>
            <source>Held out: nothing is learnt from it, models are judged on it.</source>
            <translation>留出数据：不用于学习，只用于评判模型。</translation>
        </message>
        <message>
            <source>Show in the file &amp;manager</source>
            <translation>在文件管理器中显示(&amp;M)</translation>
        </message>
        <message>
            <source>&amp;Copy the path</source>
            <translation>复制路径(&amp;C)</translation>
        </message>
        <message>
            <source>Select &amp;all</source>
            <translation>全选(&amp;A)</translation>
        </message>
        <message>
            <source>Searc&amp;h</source>
            <translation>搜索(&amp;H)</translation>
        </message>
        <message>
            <source>Reset filters</source>
            <translation>重置筛选</translation>
        </message>
        <message>
            <source>The project is open for reading only.</source>
            <translation>项目以只读方式打开。</translation>
        </message>
        <message>
            <source>Open a project first.</source>
            <translation>请先打开项目。</translation>
        </message>
        <message>
            <source>Select images first.</source>
            <translation>请先选择图片。</translation>
        </message>
        <message>
            <source>There are no images.</source>
            <translation>没有图片。</translation>
        </message>
        <message>
            <source>Add a captioner first.</source>
            <translation>请先添加描述模型。</translation>
        </message>
        <message>
            <source>Train a reward model first.</source>
            <translation>请先训练奖励模型。</translation>
        </message>
        <message>
            <source>There are no captions to score.</source>
            <translation>没有可打分的描述。</translation>
        </message>
        <message>
            <source>Tag</source>
            <translation>添加标签</translation>
        </message>
        <message>
            <source>Remove a tag</source>
            <translation>移除标签</translation>
        </message>
        <message numerus="yes">
            <source>Tag of %n image(s)</source>
            <translation>
                <numerusform>为 %n 张图片添加的标签</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Tag to take off %n image(s)</source>
            <translation>
                <numerusform>要从 %n 张图片移除的标签</numerusform>
            </translation>
        </message>
        <message>
            <source>Add a captioner</source>
            <translation>添加描述模型</translation>
        </message>
    </context>
    <context>
        <name>attune::LibraryFilters</name>
        <message>
            <source>Search captions and file names</source>
            <translation>搜索描述和文件名</translation>
        </message>
        <message>
            <source>Finds images of which one caption, or the file name, holds all these words.</source>
            <translation>查找某条描述或文件名包含所有这些词的图片。</translation>
        </message>
        <message>
            <source>Rated</source>
            <translation>已评分</translation>
        </message>
        <message>
            <source>Whether anybody has decided on a caption of the image.</source>
            <translation>是否有人评判过该图片的描述。</translation>
        </message>
        <message>
            <source>Rated or not</source>
            <translation>是否已评分</translation>
        </message>
        <message>
            <source>Unrated</source>
            <translation>未评分</translation>
        </message>
        <message>
            <source>Split</source>
            <translation>划分</translation>
        </message>
        <message>
            <source>What the images are for: to learn from, to check on, or to judge with.</source>
            <translation>图片的用途：用于学习、检验或评判。</translation>
        </message>
        <message>
            <source>All splits</source>
            <translation>全部划分</translation>
        </message>
        <message>
            <source>Tag</source>
            <translation>标签</translation>
        </message>
        <message>
            <source>Only images with this tag.</source>
            <translation>只显示带此标签的图片。</translation>
        </message>
        <message>
            <source>All tags</source>
            <translation>全部标签</translation>
        </message>
        <message>
            <source>Reward</source>
            <translation>奖励</translation>
        </message>
        <message>
            <source>Lowest reward</source>
            <translation>最低奖励</translation>
        </message>
        <message>
            <source>from</source>
            <translation>最低</translation>
        </message>
        <message>
            <source>Highest reward</source>
            <translation>最高奖励</translation>
        </message>
        <message>
            <source>to</source>
            <translation>最高</translation>
        </message>
        <message>
            <source>&amp;Order</source>
            <translation>排序(&amp;O)</translation>
        </message>
        <message>
            <source>Order</source>
            <translation>排序</translation>
        </message>
        <message>
            <source>The order of the images; those without a reward or rating come last.</source>
            <translation>图片的排序方式；没有奖励或评分的排在最后。</translation>
        </message>
        <message>
            <source>Added</source>
            <translation>添加时间</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Rating</source>
            <translation>评分</translation>
        </message>
        <message>
            <source>Descending: the last, highest or newest first.</source>
            <translation>降序：最后、最高或最新的在前。</translation>
        </message>
        <message>
            <source>Descending order</source>
            <translation>降序</translation>
        </message>
        <message>
            <source>Go back to all images.</source>
            <translation>返回全部图片。</translation>
        </message>
        <message>
            <source>Reset filters</source>
            <translation>重置筛选</translation>
        </message>
        <message>
            <source>Show images whatever their captions, ratings, splits, tags and rewards.</source>
            <translation>显示所有图片，不限描述、评分、划分、标签和奖励。</translation>
        </message>
        <message>
            <source>Size of the thumbnails</source>
            <translation>缩略图大小</translation>
        </message>
        <message>
            <source>Size of the thumbnails; Ctrl and the wheel over the grid do the same.</source>
            <translation>缩略图大小；在网格上按住 Ctrl 滚动滚轮效果相同。</translation>
        </message>
        <message>
            <source>Of the image's best caption, by the current reward model. Empty: no bound.</source>
            <translation>按当前奖励模型计算的该图片最佳描述的奖励。留空表示不限。</translation>
        </message>
        <message>
            <source>%1 (%2)</source>
            <extracomment>a split or tag, and how many images have it</extracomment>
            <translation>%1 (%2)</translation>
        </message>
        <message numerus="yes">
            <source>%n image(s)</source>
            <translation>
                <numerusform>%n 张图片</numerusform>
            </translation>
        </message>
        <message>
            <source>%1, %2 selected</source>
            <translation>%1，已选 %2 张</translation>
        </message>
    </context>
    <context>
        <name>attune::LibraryPage</name>
        <message>
            <source>Images</source>
            <translation>图片</translation>
        </message>
        <message>
            <source>None of the missing pictures was found there.</source>
            <translation>在该处没有找到任何缺失的图片。</translation>
        </message>
        <message numerus="yes">
            <source>%n picture(s) of the project are missing; they are known by their contents, whatever their names.</source>
            <translation>
                <numerusform>项目中有 %n 张图片缺失；识别依据是内容，与文件名无关。</numerusform>
            </translation>
        </message>
        <message>
            <source>Choose another folder.</source>
            <translation>请选择其他文件夹。</translation>
        </message>
        <message>
            <source>These pictures have no captioner yet: add a checkpoint folder from the Hugging Face hub.</source>
            <translation>这些图片还没有描述模型：请添加来自 Hugging Face Hub 的检查点文件夹。</translation>
        </message>
        <message>
            <source>These pictures have no captions yet.</source>
            <translation>这些图片还没有描述。</translation>
        </message>
        <message>
            <source>Looking through the project</source>
            <translation>正在浏览项目</translation>
        </message>
        <message>
            <source>No picture matches</source>
            <translation>没有匹配的图片</translation>
        </message>
        <message>
            <source>Search for fewer words, or leave filters away.</source>
            <translation>请减少搜索词，或去掉一些筛选条件。</translation>
        </message>
        <message>
            <source>Reset filters</source>
            <translation>重置筛选</translation>
        </message>
        <message>
            <source>There are no pictures</source>
            <translation>没有图片</translation>
        </message>
        <message>
            <source>Drop pictures here</source>
            <translation>将图片拖放到此处</translation>
        </message>
        <message>
            <source>Files, folders, or lists with captions. They stay where they are unless you want copies.</source>
            <translation>文件、文件夹，或带描述的列表。除非您需要副本，否则文件保留在原处。</translation>
        </message>
        <message>
            <source>Import a folder...</source>
            <translation>导入文件夹...</translation>
        </message>
        <message>
            <source>Import pictures...</source>
            <translation>导入图片...</translation>
        </message>
        <message>
            <source>Import a folder</source>
            <translation>导入文件夹</translation>
        </message>
        <message>
            <source>Import pictures</source>
            <translation>导入图片</translation>
        </message>
        <message>
            <source>Where are the pictures now?</source>
            <translation>这些图片现在在哪里？</translation>
        </message>
        <message>
            <source>Where is the picture now?</source>
            <translation>这张图片现在在哪里？</translation>
        </message>
    </context>
    <context>
        <name>attune::LineageDelegate</name>
        <message>
            <source>current</source>
            <extracomment>a badge on the model that new work starts from</extracomment>
            <translation>当前</translation>
        </message>
    </context>
    <context>
        <name>attune::LineageView</name>
        <message>
            <source>Lineage of the models</source>
            <translation>模型谱系</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>模型</translation>
        </message>
        <message>
            <source>Reward</source>
            <translation>奖励</translation>
        </message>
        <message>
            <source>KL</source>
            <translation>KL</translation>
        </message>
        <message>
            <source>Gold</source>
            <translation>金标准</translation>
        </message>
        <message>
            <source>Spearman</source>
            <translation>Spearman</translation>
        </message>
        <message>
            <source>Made</source>
            <translation>创建时间</translation>
        </message>
        <message>
            <source>Mean reward of its captions: of its newest evaluation, else of the rollouts of its round</source>
            <translation>其描述的平均奖励：取自最近一次评估，否则取自其所在轮的采样(rollout)</translation>
        </message>
        <message>
            <source>Kullback-Leibler divergence from the root of its lineage, in nats per caption</source>
            <translation>相对其谱系根的 Kullback-Leibler 散度，单位为奈特/条描述</translation>
        </message>
        <message>
            <source>Mean gold score of its captions, 0 to 1; only pictures of the demo world have one</source>
            <translation>其描述的平均金标准得分，0 到 1；只有演示世界的图片才有</translation>
        </message>
        <message>
            <source>Rank correlation of a reward model with held-out ratings, -1 to 1</source>
            <translation>奖励模型与留出评分的秩相关，-1 到 1</translation>
        </message>
        <message>
            <source>When it was made or added</source>
            <translation>创建或添加的时间</translation>
        </message>
        <message>
            <source>%1, %2</source>
            <translation>%1，%2</translation>
        </message>
        <message>
            <source>%1, %2, made from %3</source>
            <translation>%1，%2，由 %3 得到</translation>
        </message>
        <message>
            <source>%1; new work starts from it</source>
            <translation>%1；新的工作由此开始</translation>
        </message>
        <message>
            <source>Of its newest evaluation</source>
            <translation>取自最近一次评估</translation>
        </message>
        <message>
            <source>Of the rollouts of its round</source>
            <translation>取自其所在轮的采样(rollout)</translation>
        </message>
        <message>
            <source>On held-out ratings</source>
            <translation>在留出评分上</translation>
        </message>
        <message>
            <source>reward model</source>
            <translation>奖励模型</translation>
        </message>
        <message>
            <source>captioner</source>
            <translation>描述模型</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>类型</translation>
        </message>
        <message>
            <source>A captioner writes captions, a reward model scores them</source>
            <translation>描述模型生成描述，奖励模型为描述打分</translation>
        </message>
    </context>
    <context>
        <name>attune::MainWindow</name>
        <message>
            <source>File</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>&amp;Close project</source>
            <translation>关闭项目(&amp;C)</translation>
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation>退出(&amp;Q)</translation>
        </message>
        <message>
            <source>Edit</source>
            <translation>编辑</translation>
        </message>
        <message>
            <source>&amp;Undo the last decision</source>
            <translation>撤销上一次判断(&amp;U)</translation>
        </message>
        <message>
            <source>Takes back the last rating or comparison; it works across restarts.</source>
            <translation>撤销最近一次评分或比较；重启后仍可撤销。</translation>
        </message>
        <message>
            <source>&amp;Redo the decision</source>
            <translation>重做判断(&amp;R)</translation>
        </message>
        <message>
            <source>View</source>
            <translation>视图</translation>
        </message>
        <message>
            <source>&amp;Command palette...</source>
            <translation>命令面板(&amp;C)...</translation>
        </message>
        <message>
            <source>Every command, by name.</source>
            <translation>按名称查找所有命令。</translation>
        </message>
        <message>
            <source>&amp;Full screen</source>
            <translation>全屏(&amp;F)</translation>
        </message>
        <message>
            <source>&amp;Recent projects</source>
            <translation>最近的项目(&amp;R)</translation>
        </message>
        <message>
            <source>No project was opened yet</source>
            <translation>尚未打开过项目</translation>
        </message>
        <message>
            <source>This project is open for reading only.</source>
            <translation>此项目以只读方式打开。</translation>
        </message>
        <message>
            <source>It is being written to by %1.</source>
            <translation>%1 正在写入此项目。</translation>
        </message>
        <message>
            <source>Close it there and open it here again to rate.</source>
            <translation>请在那里关闭它，再在这里重新打开，即可评分。</translation>
        </message>
        <message>
            <source>Run %1 failed: %2</source>
            <translation>运行 %1 失败：%2</translation>
        </message>
        <message>
            <source>The engine stopped.</source>
            <translation>引擎已停止。</translation>
        </message>
        <message>
            <source>All ratings are safe. It starts again when it is needed.</source>
            <translation>所有评分均已保存。需要时引擎会再次启动。</translation>
        </message>
        <message>
            <source>All ratings are safe. Run %1 was interrupted and can be resumed from its last checkpoint.</source>
            <translation>所有评分均已保存。运行 %1 已中断，可从最近的检查点恢复。</translation>
        </message>
        <message>
            <source>Resume the run</source>
            <translation>恢复运行</translation>
        </message>
        <message>
            <source>Open a project first.</source>
            <translation>请先打开项目。</translation>
        </message>
        <message>
            <source>The project is open for reading only.</source>
            <translation>项目以只读方式打开。</translation>
        </message>
        <message>
            <source>There is nothing to take back.</source>
            <translation>没有可撤销的判断。</translation>
        </message>
        <message>
            <source>There is nothing to redo.</source>
            <translation>没有可重做的判断。</translation>
        </message>
        <message numerus="yes">
            <source>%n decision(s) taken back.</source>
            <translation>
                <numerusform>已撤销 %n 次判断。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n decision(s) brought back.</source>
            <translation>
                <numerusform>已重做 %n 次判断。</numerusform>
            </translation>
        </message>
        <message>
            <source>A run is at work</source>
            <translation>有运行正在进行</translation>
        </message>
        <message>
            <source>The run can finish without the window; its results are there when you open the project again.</source>
            <translation>关闭窗口后运行仍可继续完成；再次打开项目时即可看到结果。</translation>
        </message>
        <message>
            <source>Let it finish</source>
            <translation>让它完成</translation>
        </message>
        <message>
            <source>Stop it and quit</source>
            <translation>停止并退出</translation>
        </message>
        <message>
            <source>Its folder may not be written to.</source>
            <translation>没有写入其文件夹的权限。</translation>
        </message>
        <message>
            <source>Change its permissions, or copy it to a place of your own, and open it again to rate.</source>
            <translation>请更改其权限，或将它复制到您自己的位置，再重新打开即可评分。</translation>
        </message>
        <message>
            <source>Run %1: %2</source>
            <translation>运行 %1：%2</translation>
        </message>
    </context>
    <context>
        <name>attune::MessageBar</name>
        <message>
            <source>Copy this message</source>
            <translation>复制此消息</translation>
        </message>
        <message>
            <source>Dismiss this message (Esc)</source>
            <translation>关闭此消息 (Esc)</translation>
        </message>
        <message>
            <source>Dismiss this message</source>
            <translation>关闭此消息</translation>
        </message>
        <message numerus="yes">
            <source>%n more</source>
            <comment>messages that wait</comment>
            <translation>
                <numerusform>还有 %n 条</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>attune::NavRail</name>
        <message>
            <source>Pages</source>
            <translation>页面</translation>
        </message>
    </context>
    <context>
        <name>attune::NumberBox</name>
        <message>
            <source>Enter a whole number from %1 to %2.</source>
            <translation>请输入 %1 到 %2 之间的整数。</translation>
        </message>
        <message>
            <source>Enter a whole number of at least %1.</source>
            <translation>请输入不小于 %1 的整数。</translation>
        </message>
        <message>
            <source>Enter a whole number of at most %1.</source>
            <translation>请输入不大于 %1 的整数。</translation>
        </message>
        <message>
            <source>Enter a whole number.</source>
            <translation>请输入整数。</translation>
        </message>
        <message>
            <source>Enter a number from %1 to %2, such as 0.5 or 2e-4.</source>
            <translation>请输入 %1 到 %2 之间的数，例如 0.5 或 2e-4。</translation>
        </message>
        <message>
            <source>Enter a number of at least %1, such as 0.5 or 2e-4.</source>
            <translation>请输入不小于 %1 的数，例如 0.5 或 2e-4。</translation>
        </message>
        <message>
            <source>Enter a number of at most %1.</source>
            <translation>请输入不大于 %1 的数。</translation>
        </message>
        <message>
            <source>Enter a number, such as 0.5 or 2e-4.</source>
            <translation>请输入一个数，例如 0.5 或 2e-4。</translation>
        </message>
    </context>
    <context>
        <name>attune::OptimisePage</name>
        <message>
            <source>Score</source>
            <translation>得分</translation>
        </message>
        <message>
            <source>KL from the reference</source>
            <translation>相对参考模型的 KL</translation>
        </message>
        <message>
            <source>nats</source>
            <translation>奈特</translation>
        </message>
        <message>
            <source>Entropy</source>
            <translation>熵</translation>
        </message>
        <message>
            <source>Length of captions</source>
            <translation>描述长度</translation>
        </message>
        <message>
            <source>tokens</source>
            <translation>词元</translation>
        </message>
        <message>
            <source>Repeated word pairs</source>
            <translation>重复词对</translation>
        </message>
        <message>
            <source>Doubt of the reward</source>
            <translation>奖励的不确定度</translation>
        </message>
        <message>
            <source>Clip fraction</source>
            <translation>裁剪比例</translation>
        </message>
        <message>
            <source>KL of the update</source>
            <translation>更新的 KL</translation>
        </message>
        <message>
            <source>Policy loss</source>
            <translation>策略损失</translation>
        </message>
        <message>
            <source>Value loss</source>
            <translation>价值损失</translation>
        </message>
        <message>
            <source>Explained variance of the critic</source>
            <translation>评论家的解释方差</translation>
        </message>
        <message>
            <source>Time of a round</source>
            <translation>每轮用时</translation>
        </message>
        <message>
            <source>s</source>
            <translation>秒</translation>
        </message>
        <message>
            <source>Default</source>
            <translation>默认</translation>
        </message>
        <message>
            <source>Five rounds of PPO with a KL penalty.</source>
            <translation>五轮带 KL 惩罚的 PPO。</translation>
        </message>
        <message>
            <source>A quick look</source>
            <translation>快速试跑</translation>
        </message>
        <message>
            <source>Seconds, to see that it works.</source>
            <translation>只需几秒，看看能否正常运行。</translation>
        </message>
        <message>
            <source>Careful</source>
            <translation>谨慎</translation>
        </message>
        <message>
            <source>Smaller steps, closer to the reference.</source>
            <translation>步长更小，更接近参考模型。</translation>
        </message>
        <message>
            <source>%1 (current)</source>
            <translation>%1（当前）</translation>
        </message>
        <message>
            <source>Optimise the captioner</source>
            <translation>优化描述模型</translation>
        </message>
        <message>
            <source>Rounds of sampled captions, rewards and updates; each round leaves a captioner.</source>
            <translation>每轮采样描述、计算奖励并更新；每轮都会留下一个描述模型。</translation>
        </message>
        <message>
            <source>&amp;Captioner</source>
            <translation>描述模型(&amp;C)</translation>
        </message>
        <message>
            <source>&amp;Reward model</source>
            <translation>奖励模型(&amp;R)</translation>
        </message>
        <message>
            <source>round</source>
            <translation>轮</translation>
        </message>
        <message>
            <source>The curves of a run appear here while it works.</source>
            <translation>运行进行时，曲线会出现在这里。</translation>
        </message>
        <message>
            <source>Captions before and now</source>
            <translation>之前与现在的描述</translation>
        </message>
        <message>
            <source>The guard watches KL, length, repetition, entropy and the doubt of the reward, and stops a run that games it.</source>
            <translation>守护机制监视 KL、长度、重复、熵和奖励的不确定度，并停止钻奖励空子的运行。</translation>
        </message>
        <message>
            <source>%1 training pictures to write captions of.</source>
            <translation>有 %1 张训练图片可供生成描述。</translation>
        </message>
        <message>
            <source>There is no reward model yet.</source>
            <translation>还没有奖励模型。</translation>
        </message>
        <message>
            <source>There is no captioner to optimise</source>
            <translation>没有可优化的描述模型</translation>
        </message>
        <message>
            <source>Add the checkpoint folder of a captioner in the Library first.</source>
            <translation>请先在图库中添加描述模型的检查点文件夹。</translation>
        </message>
        <message>
            <source>Go to the Library</source>
            <translation>前往图库</translation>
        </message>
        <message>
            <source>There is no reward model yet</source>
            <translation>还没有奖励模型</translation>
        </message>
        <message>
            <source>The captioner is optimised towards what a reward model has learnt from your ratings. Train one first.</source>
            <translation>描述模型会朝奖励模型从您的评分中学到的方向优化。请先训练一个。</translation>
        </message>
        <message>
            <source>Train a reward model</source>
            <translation>训练奖励模型</translation>
        </message>
        <message>
            <source>The guard stopped run %1: %2. The captioner of round %3 is the best so far.</source>
            <translation>守护机制停止了运行 %1：%2。第 %3 轮的描述模型是目前最好的。</translation>
        </message>
        <message>
            <source>Make round %1 current</source>
            <translation>将第 %1 轮设为当前</translation>
        </message>
        <message>
            <source>What is done next starts from this captioner.</source>
            <translation>之后的工作将从此描述模型开始。</translation>
        </message>
    </context>
    <context>
        <name>attune::OptionForm</name>
        <message>
            <source>%1 cannot be %2; its default is used.</source>
            <translation>%1 不能为 %2；已改用默认值。</translation>
        </message>
        <message>
            <source>There is no option %1; it is left out.</source>
            <translation>没有选项 %1；已忽略。</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <extracomment>%1 is the name of an option, %2 a sentence such as "Enter a whole number."</extracomment>
            <translation>%1：%2</translation>
        </message>
        <message>
            <source>Custom</source>
            <translation>自定义</translation>
        </message>
        <message>
            <source>More settings</source>
            <translation>更多设置</translation>
        </message>
        <message numerus="yes">
            <source>More settings (%n changed)</source>
            <translation>
                <numerusform>更多设置（已更改 %n 项）</numerusform>
            </translation>
        </message>
        <message>
            <source>Preset</source>
            <translation>预设</translation>
        </message>
        <message>
            <source>Choose settings that go well together</source>
            <translation>选择一组相互配合的设置</translation>
        </message>
    </context>
    <context>
        <name>attune::OptionRow</name>
        <message>
            <source>on</source>
            <translation>开</translation>
        </message>
        <message>
            <source>off</source>
            <translation>关</translation>
        </message>
        <message>
            <source>empty</source>
            <translation>空</translation>
        </message>
        <message>
            <source>Unit: %1</source>
            <translation>单位：%1</translation>
        </message>
        <message>
            <source>Default: %1</source>
            <translation>默认值：%1</translation>
        </message>
        <message>
            <source>Set back to the default, %1</source>
            <translation>恢复默认值 %1</translation>
        </message>
        <message>
            <source>Reset %1</source>
            <translation>重置 %1</translation>
        </message>
    </context>
    <context>
        <name>attune::PageWords</name>
        <message>
            <source>Start</source>
            <translation>开始</translation>
        </message>
        <message>
            <source>Library</source>
            <translation>图库</translation>
        </message>
        <message>
            <source>Rate</source>
            <extracomment>a page: give ratings</extracomment>
            <translation>评分</translation>
        </message>
        <message>
            <source>Reward</source>
            <translation>奖励</translation>
        </message>
        <message>
            <source>Optimise</source>
            <extracomment>a page: optimise the captioner</extracomment>
            <translation>优化</translation>
        </message>
        <message>
            <source>Embeddings</source>
            <translation>嵌入</translation>
        </message>
        <message>
            <source>Judge</source>
            <extracomment>a page: compare two captioners blind</extracomment>
            <translation>盲评</translation>
        </message>
        <message>
            <source>History</source>
            <translation>历史</translation>
        </message>
    </context>
    <context>
        <name>attune::PlotBoard</name>
        <message>
            <source>Step</source>
            <translation>步</translation>
        </message>
        <message>
            <source>No values yet</source>
            <translation>尚无数值</translation>
        </message>
        <message>
            <source>&amp;Smoothing</source>
            <translation>平滑(&amp;S)</translation>
        </message>
        <message>
            <source>Weight of the moving average, 0 to 0.99. The values themselves stay visible behind it.</source>
            <translation>滑动平均的权重，0 到 0.99。原始数值仍显示在后面。</translation>
        </message>
        <message>
            <source>Show all values</source>
            <translation>显示全部数值</translation>
        </message>
        <message>
            <source>Ends the zoom of every plot and follows new values again.</source>
            <translation>结束所有图表的缩放，并重新跟随新数值。</translation>
        </message>
    </context>
    <context>
        <name>attune::PointFacts</name>
        <message>
            <source>Images</source>
            <translation>图片</translation>
        </message>
        <message>
            <source>Captions</source>
            <translation>描述</translation>
        </message>
        <message>
            <source>References</source>
            <translation>参考描述</translation>
        </message>
        <message>
            <source>Edits</source>
            <translation>编辑</translation>
        </message>
    </context>
    <context>
        <name>attune::PointHint</name>
        <message>
            <source>Score %1</source>
            <translation>得分 %1</translation>
        </message>
        <message>
            <source>Reward %1</source>
            <translation>奖励 %1</translation>
        </message>
        <message>
            <source>You rated it %1</source>
            <translation>您的评分 %1</translation>
        </message>
        <message>
            <source> · </source>
            <extracomment>stands between facts in one line</extracomment>
            <translation> · </translation>
        </message>
    </context>
    <context>
        <name>attune::PredictionPlot</name>
        <message>
            <source>Given rating</source>
            <translation>给出的评分</translation>
        </message>
        <message>
            <source>Predicted rating</source>
            <translation>预测的评分</translation>
        </message>
    </context>
    <context>
        <name>attune::PreferencesDialog</name>
        <message>
            <source>Preferences</source>
            <translation>首选项</translation>
        </message>
        <message>
            <source>General</source>
            <translation>常规</translation>
        </message>
        <message>
            <source>Keyboard shortcuts</source>
            <translation>键盘快捷键</translation>
        </message>
        <message>
            <source>Appearance</source>
            <translation>外观</translation>
        </message>
        <message>
            <source>As the desktop</source>
            <translation>跟随桌面</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>浅色</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>深色</translation>
        </message>
        <message>
            <source>&amp;Theme:</source>
            <translation>主题(&amp;T)：</translation>
        </message>
        <message>
            <source>&amp;Language:</source>
            <translation>语言(&amp;L)：</translation>
        </message>
        <message>
            <source>Work</source>
            <translation>工作</translation>
        </message>
        <message>
            <source>Your ratings are stored under this name, so that raters can be told apart.</source>
            <translation>您的评分以此名字保存，以便区分不同的评分者。</translation>
        </message>
        <message>
            <source>&amp;Your name as a rater:</source>
            <translation>评分者名字(&amp;Y)：</translation>
        </message>
        <message>
            <source>Where captions are written and models are trained, unless a form says otherwise.</source>
            <translation>生成描述和训练模型所用的设备，除非表单中另有指定。</translation>
        </message>
        <message>
            <source>&amp;Device:</source>
            <translation>设备(&amp;D)：</translation>
        </message>
        <message>
            <source>New projects and the demo are made here.</source>
            <translation>新项目和演示项目都创建在这里。</translation>
        </message>
        <message>
            <source>&amp;Choose...</source>
            <translation>选择(&amp;C)...</translation>
        </message>
        <message>
            <source>&amp;Projects folder:</source>
            <translation>项目文件夹(&amp;P)：</translation>
        </message>
        <message>
            <source>Projects folder</source>
            <translation>项目文件夹</translation>
        </message>
        <message>
            <source>Automatic: a graphics card where there is one</source>
            <translation>自动：有显卡时使用显卡</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1：%2</translation>
        </message>
        <message>
            <source>%1, %2 of memory</source>
            <extracomment>%1 is a device, %2 its memory</extracomment>
            <translation>%1，%2 内存</translation>
        </message>
        <message>
            <source>cpu: the processor</source>
            <translation>cpu：处理器</translation>
        </message>
        <message>
            <source>%1 (not found)</source>
            <translation>%1（未找到）</translation>
        </message>
    </context>
    <context>
        <name>attune::ProgressRow</name>
        <message>
            <source>Paused</source>
            <translation>已暂停</translation>
        </message>
        <message>
            <source>, </source>
            <comment>between rate and time left</comment>
            <translation>，</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>继续</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>暂停</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Cancel: %1</source>
            <extracomment>%1 is the name of a task, as in "Import of 200 images"</extracomment>
            <translation>取消：%1</translation>
        </message>
        <message>
            <source>Resume: %1</source>
            <translation>继续：%1</translation>
        </message>
        <message>
            <source>Pause: %1</source>
            <translation>暂停：%1</translation>
        </message>
    </context>
    <context>
        <name>attune::RateBar</name>
        <message>
            <source>&amp;Order</source>
            <translation>顺序(&amp;O)</translation>
        </message>
        <message>
            <source>Random</source>
            <translation>随机</translation>
        </message>
        <message>
            <source>Every image is as likely as any other.</source>
            <translation>每张图片出现的概率相同。</translation>
        </message>
        <message>
            <source>Uncertain first</source>
            <translation>不确定优先</translation>
        </message>
        <message>
            <source>Where the heads of the reward model disagree most.</source>
            <translation>奖励模型各个头分歧最大的优先。</translation>
        </message>
        <message>
            <source>Newest first</source>
            <translation>最新优先</translation>
        </message>
        <message>
            <source>Captions of the latest run first.</source>
            <translation>最近一次运行的描述优先。</translation>
        </message>
        <message>
            <source>Disagreement first</source>
            <translation>分歧优先</translation>
        </message>
        <message>
            <source>Where the reward model contradicts your ratings, then where it ranks models furthest apart.</source>
            <translation>先是奖励模型与您的评分相矛盾的，再是它对各模型排名差距最大的。</translation>
        </message>
        <message>
            <source>&amp;Captions at once</source>
            <translation>同屏描述数(&amp;C)</translation>
        </message>
        <message>
            <source>&amp;Blind</source>
            <translation>匿名(&amp;B)</translation>
        </message>
        <message>
            <source>Hides which model wrote a caption. The captions are shuffled either way.</source>
            <translation>隐藏描述由哪个模型所写。无论是否匿名，描述都会打乱顺序。</translation>
        </message>
        <message>
            <source>Go back to all images.</source>
            <translation>返回全部图片。</translation>
        </message>
        <message>
            <source>Some pairs come back later, swapped and unannounced: how often you decided alike.</source>
            <translation>有些描述对稍后会左右互换、不加提示地再次出现：您前后判断相同的次数。</translation>
        </message>
        <message numerus="yes">
            <source>%n selected image(s)</source>
            <translation>
                <numerusform>%n 张选中的图片</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 images decided</source>
            <translation>已评判 %1 张图片</translation>
        </message>
        <message>
            <source>%1 a minute</source>
            <translation>每分钟 %1 张</translation>
        </message>
        <message>
            <source>Agrees with itself %1</source>
            <translation>前后一致 %1</translation>
        </message>
    </context>
    <context>
        <name>attune::RatePage</name>
        <message>
            <source>The decision was not saved: %1</source>
            <translation>判断未能保存：%1</translation>
        </message>
        <message>
            <source>Rate the selected caption %1</source>
            <translation>将选中的描述评为 %1 分</translation>
        </message>
        <message>
            <source>1 is bad, 5 is good.</source>
            <translation>1 为差，5 为好。</translation>
        </message>
        <message>
            <source>Left is better</source>
            <translation>左边更好</translation>
        </message>
        <message>
            <source>With more than two captions: select the one to the left.</source>
            <translation>多于两条描述时：选择左边的一条。</translation>
        </message>
        <message>
            <source>Right is better</source>
            <translation>右边更好</translation>
        </message>
        <message>
            <source>With more than two captions: select the one to the right.</source>
            <translation>多于两条描述时：选择右边的一条。</translation>
        </message>
        <message>
            <source>Equally good</source>
            <translation>同样好</translation>
        </message>
        <message>
            <source>Both bad</source>
            <translation>都不好</translation>
        </message>
        <message>
            <source>The selected caption is the best</source>
            <translation>选中的描述最好</translation>
        </message>
        <message>
            <source>Select the next caption</source>
            <translation>选择下一条描述</translation>
        </message>
        <message>
            <source>Select the previous caption</source>
            <translation>选择上一条描述</translation>
        </message>
        <message>
            <source>Edit</source>
            <translation>编辑</translation>
        </message>
        <message>
            <source>Your own words become a demonstration for fine-tuning.</source>
            <translation>您写的文字将成为微调的示范。</translation>
        </message>
        <message>
            <source>Flag: says what is not there</source>
            <translation>标记：描述了不存在的内容</translation>
        </message>
        <message>
            <source>Flag: leaves something out</source>
            <translation>标记：有遗漏</translation>
        </message>
        <message>
            <source>Flag: repeats itself</source>
            <translation>标记：自我重复</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>备注</translation>
        </message>
        <message>
            <source>Skip</source>
            <translation>跳过</translation>
        </message>
        <message>
            <source>Nothing is decided; the image comes again later.</source>
            <translation>不作判断；该图片稍后会再次出现。</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>后退</translation>
        </message>
        <message>
            <source>To the image before; a new decision takes the old one's place.</source>
            <translation>回到上一张图片；新的判断会取代旧的判断。</translation>
        </message>
        <message>
            <source>The picture is being read</source>
            <translation>正在读取图片</translation>
        </message>
        <message>
            <source>The picture cannot be shown. %1</source>
            <translation>无法显示图片。%1</translation>
        </message>
        <message>
            <source>Looking for captions to rate</source>
            <translation>正在查找待评分的描述</translation>
        </message>
        <message>
            <source>Captions are being written</source>
            <translation>正在生成描述</translation>
        </message>
        <message>
            <source>The first ones appear here in a moment.</source>
            <translation>首批描述很快会出现在这里。</translation>
        </message>
        <message>
            <source>Everything here is decided</source>
            <translation>这里的描述已全部评判</translation>
        </message>
        <message>
            <source>Train the reward model on your decisions, or have new captions written.</source>
            <translation>用您的判断训练奖励模型，或生成新的描述。</translation>
        </message>
        <message>
            <source>Train the reward model</source>
            <translation>训练奖励模型</translation>
        </message>
        <message>
            <source>There is nothing to rate yet</source>
            <translation>还没有可评分的描述</translation>
        </message>
        <message>
            <source>Bring in pictures and a captioner, then have captions written; they are rated here.</source>
            <translation>先导入图片和描述模型，再生成描述；然后在这里评分。</translation>
        </message>
        <message>
            <source>Go to the Library</source>
            <translation>前往图库</translation>
        </message>
    </context>
    <context>
        <name>attune::RatingScale</name>
        <message>
            <source>Rating</source>
            <translation>评分</translation>
        </message>
        <message>
            <source>Not rated</source>
            <translation>未评分</translation>
        </message>
        <message>
            <source>%1 of %2 stars</source>
            <translation>%1 星（共 %2 星）</translation>
        </message>
        <message>
            <source>Rate %1 of %2</source>
            <translation>评 %1 分（共 %2 分）</translation>
        </message>
    </context>
    <context>
        <name>attune::RecentList</name>
        <message>
            <source>Recent projects</source>
            <translation>最近的项目</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>打开</translation>
        </message>
        <message>
            <source>Take off this list (the project itself stays)</source>
            <translation>从此列表移除（项目本身保留）</translation>
        </message>
    </context>
    <context>
        <name>attune::RecentWords</name>
        <message>
            <source>Not found at %1: it was moved, or its disk is not connected.</source>
            <translation>在 %1 未找到：它可能已被移动，或其磁盘未连接。</translation>
        </message>
        <message>
            <source>Cannot be read: %1</source>
            <translation>无法读取：%1</translation>
        </message>
        <message numerus="yes">
            <source>%Ln picture(s)</source>
            <translation>
                <numerusform>%Ln 张图片</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln decision(s)</source>
            <translation>
                <numerusform>%Ln 次判断</numerusform>
            </translation>
        </message>
        <message>
            <source>%1, %2</source>
            <extracomment>"640 pictures" and "200 decisions"</extracomment>
            <translation>%1，%2</translation>
        </message>
    </context>
    <context>
        <name>attune::ReplayBar</name>
        <message>
            <source>Play</source>
            <translation>播放</translation>
        </message>
        <message>
            <source>Step of the training</source>
            <translation>训练步</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <extracomment>the place of a step among all steps, as in "3 of 12"</extracomment>
            <translation>%1 / %2</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>暂停</translation>
        </message>
        <message>
            <source>Replay how the points moved during training</source>
            <translation>回放训练过程中点的移动</translation>
        </message>
    </context>
    <context>
        <name>attune::ReportPlot</name>
        <message>
            <source>No values yet</source>
            <translation>尚无数值</translation>
        </message>
        <message>
            <source>Export as %1…</source>
            <extracomment>%1 is a file format such as PNG</extracomment>
            <translation>导出为 %1...</translation>
        </message>
    </context>
    <context>
        <name>attune::RewardPage</name>
        <message>
            <source>Training loss</source>
            <translation>训练损失</translation>
        </message>
        <message>
            <source>Held-out loss</source>
            <translation>留出损失</translation>
        </message>
        <message>
            <source>Default</source>
            <translation>默认</translation>
        </message>
        <message>
            <source>Eight heads on all features.</source>
            <translation>八个头，使用全部特征。</translation>
        </message>
        <message>
            <source>A quick look</source>
            <translation>快速试跑</translation>
        </message>
        <message>
            <source>Half the heads, fewer epochs.</source>
            <translation>一半的头数，更少的训练遍数。</translation>
        </message>
        <message>
            <source>Careful</source>
            <translation>谨慎</translation>
        </message>
        <message>
            <source>More heads, more patience.</source>
            <translation>更多的头，更大的耐心值。</translation>
        </message>
        <message>
            <source>Train the reward model</source>
            <translation>训练奖励模型</translation>
        </message>
        <message>
            <source>Learns to rate captions as you do.</source>
            <translation>学习像您一样为描述评分。</translation>
        </message>
        <message>
            <source>Spearman</source>
            <translation>Spearman</translation>
        </message>
        <message>
            <source>epoch</source>
            <translation>遍</translation>
        </message>
        <message>
            <source>The curves of a run appear here while it works.</source>
            <translation>运行进行时，曲线会出现在这里。</translation>
        </message>
        <message>
            <source>Curves</source>
            <translation>曲线</translation>
        </message>
        <message>
            <source>Report</source>
            <translation>报告</translation>
        </message>
        <message>
            <source>There is nothing to learn from yet.</source>
            <translation>还没有可学习的数据。</translation>
        </message>
        <message>
            <source>There is nothing to learn from yet</source>
            <translation>还没有可学习的数据</translation>
        </message>
        <message>
            <source>Rate captions first: about 50 decisions make a first reward model.</source>
            <translation>请先为描述评分：大约 50 次判断即可训练出第一个奖励模型。</translation>
        </message>
        <message>
            <source>Rate captions</source>
            <translation>为描述评分</translation>
        </message>
        <message>
            <source>It learns from %1 ratings and %2 comparisons, on %3 pictures.</source>
            <translation>它从 %3 张图片的 %1 个评分和 %2 个比较中学习。</translation>
        </message>
        <message numerus="yes">
            <source>%n of them came from the simulated rater.</source>
            <translation>
                <numerusform>其中 %n 个来自模拟评分者。</numerusform>
            </translation>
        </message>
        <message>
            <source>There is no captioner yet</source>
            <translation>还没有描述模型</translation>
        </message>
        <message>
            <source>A reward model reads captions through a captioner. Add the folder of one in the Library.</source>
            <translation>奖励模型通过描述模型来读取描述。请在图库中添加一个描述模型的文件夹。</translation>
        </message>
        <message>
            <source>Go to the Library</source>
            <translation>前往图库</translation>
        </message>
    </context>
    <context>
        <name>attune::RewardReportView</name>
        <message>
            <source>Predicted against given ratings</source>
            <translation>预测评分与给出的评分</translation>
        </message>
        <message>
            <source>given</source>
            <translation>给出</translation>
        </message>
        <message>
            <source>predicted</source>
            <translation>预测</translation>
        </message>
        <message>
            <source>Calibration</source>
            <translation>校准</translation>
        </message>
        <message>
            <source>The report comes when a run has finished.</source>
            <translation>运行完成后会显示报告。</translation>
        </message>
        <message>
            <source>Where it disagrees with you most</source>
            <translation>与您分歧最大之处</translation>
        </message>
        <message>
            <source>Caption</source>
            <translation>描述</translation>
        </message>
        <message>
            <source>Given</source>
            <translation>给出</translation>
        </message>
        <message>
            <source>Predicted</source>
            <translation>预测</translation>
        </message>
        <message>
            <source>Difference</source>
            <translation>差值</translation>
        </message>
        <message>
            <source>No held-out ratings</source>
            <translation>没有留出评分</translation>
        </message>
        <message>
            <source>A double click shows the picture.</source>
            <translation>双击可显示图片。</translation>
        </message>
        <message>
            <source>Held out: rank correlation (Spearman) %1; right about %2 of %3 pairs (between %4 and %5); off by %6 points on average. Learnt from %7 ratings and %8 comparisons.</source>
            <translation>留出数据：秩相关 (Spearman) %1；%3 对中判断正确 %2（介于 %4 与 %5 之间）；平均偏差 %6 分。从 %7 个评分和 %8 个比较中学得。</translation>
        </message>
        <message>
            <source>This reward hardly looks at the picture: with the pictures exchanged its score falls by only %1 deviations. It rewards how captions sound, not what is there. Rate captions that are wrong about the picture.</source>
            <translation>此奖励几乎不看图片：换图后其得分仅下降 %1 个标准差。它奖励的是描述的措辞，而不是图中的内容。请为那些与图片不符的描述评分。</translation>
        </message>
    </context>
    <context>
        <name>attune::RunBoard</name>
        <message>
            <source>Run</source>
            <translation>运行</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>用时</translation>
        </message>
        <message>
            <source>Launched</source>
            <translation>启动时间</translation>
        </message>
        <message>
            <source>Runs: those that are checked are drawn</source>
            <translation>运行：勾选的会绘制曲线</translation>
        </message>
        <message>
            <source>Check the runs whose curves you want to see over each other.</source>
            <translation>勾选要叠加显示曲线的运行。</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>恢复</translation>
        </message>
        <message>
            <source>Goes on with the selected run from its last checkpoint.</source>
            <translation>从选中运行的最近检查点继续。</translation>
        </message>
        <message>
            <source>Run %1</source>
            <translation>运行 %1</translation>
        </message>
    </context>
    <context>
        <name>attune::RunWords</name>
        <message>
            <source>Pre-training</source>
            <translation>预训练</translation>
        </message>
        <message>
            <source>Writing captions</source>
            <translation>生成描述</translation>
        </message>
        <message>
            <source>Scoring captions</source>
            <translation>描述打分</translation>
        </message>
        <message>
            <source>Embedding</source>
            <translation>嵌入</translation>
        </message>
        <message>
            <source>Reward training</source>
            <translation>奖励训练</translation>
        </message>
        <message>
            <source>Policy optimisation</source>
            <translation>策略优化</translation>
        </message>
        <message>
            <source>Evaluation</source>
            <translation>评估</translation>
        </message>
        <message>
            <source>Run %1: %2</source>
            <translation>运行 %1：%2</translation>
        </message>
        <message>
            <source>Drawing pictures</source>
            <translation>绘制图片</translation>
        </message>
        <message>
            <source>Computing features</source>
            <translation>计算特征</translation>
        </message>
        <message>
            <source>Reading pictures</source>
            <translation>读取图片</translation>
        </message>
        <message>
            <source>Looking for pictures</source>
            <translation>查找图片</translation>
        </message>
        <message>
            <source>Looking at the pictures</source>
            <translation>编码图片</translation>
        </message>
        <message>
            <source>Projecting to two dimensions</source>
            <translation>投影到二维</translation>
        </message>
        <message>
            <source>Reading the captions</source>
            <translation>编码描述</translation>
        </message>
        <message>
            <source>Reference log-probabilities</source>
            <translation>参考对数概率</translation>
        </message>
        <message>
            <source>Writing the report</source>
            <translation>撰写报告</translation>
        </message>
        <message>
            <source>Rewards</source>
            <translation>计算奖励</translation>
        </message>
        <message>
            <source>Rollout</source>
            <translation>采样(rollout)</translation>
        </message>
        <message>
            <source>Sampling captions</source>
            <translation>采样描述</translation>
        </message>
        <message>
            <source>Scoring the captions</source>
            <translation>描述打分</translation>
        </message>
        <message>
            <source>Training the reward model</source>
            <translation>训练奖励模型</translation>
        </message>
        <message>
            <source>Training</source>
            <translation>训练</translation>
        </message>
        <message>
            <source>Updating the policy</source>
            <translation>更新策略</translation>
        </message>
        <message>
            <source>Writing greedy captions</source>
            <translation>生成贪心描述</translation>
        </message>
        <message>
            <source>Stopping</source>
            <translation>正在停止</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>已暂停</translation>
        </message>
        <message>
            <source>Waiting</source>
            <translation>等待中</translation>
        </message>
        <message>
            <source>Going on</source>
            <translation>继续运行</translation>
        </message>
        <message>
            <source>waiting</source>
            <translation>等待中</translation>
        </message>
        <message>
            <source>running</source>
            <translation>运行中</translation>
        </message>
        <message>
            <source>paused</source>
            <translation>已暂停</translation>
        </message>
        <message>
            <source>finished</source>
            <translation>已完成</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>失败</translation>
        </message>
        <message>
            <source>stopped</source>
            <translation>已停止</translation>
        </message>
        <message>
            <source>interrupted</source>
            <translation>已中断</translation>
        </message>
        <message>
            <source>stopping</source>
            <translation>正在停止</translation>
        </message>
        <message>
            <source>running in an engine of an earlier window</source>
            <translation>在先前窗口的引擎中运行</translation>
        </message>
    </context>
    <context>
        <name>attune::RunsTable</name>
        <message>
            <source>Runs</source>
            <translation>运行</translation>
        </message>
        <message>
            <source>Nothing was run yet. Captions, training and optimisation will be listed here.</source>
            <translation>尚无运行。描述生成、训练和优化会列在这里。</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>结果</translation>
        </message>
        <message>
            <source>What came of the run, in one line</source>
            <translation>用一行概括的运行结果</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>运行</translation>
        </message>
        <message>
            <source>Its number, and that of its folder</source>
            <translation>其编号，也是其文件夹的编号</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>类型</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Launched</source>
            <translation>启动时间</translation>
        </message>
        <message>
            <source>When it was put into the queue</source>
            <translation>加入队列的时间</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>用时</translation>
        </message>
        <message>
            <source>From the start of its work to its end, pauses included</source>
            <translation>从开始执行到结束，包括暂停</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>随机种子</translation>
        </message>
        <message>
            <source>The number that decides all that is random in it</source>
            <translation>决定其中一切随机性的数字</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>设备</translation>
        </message>
        <message>
            <source>%1, %2</source>
            <extracomment>the state of a run and how far it is: "running, 45 %"</extracomment>
            <translation>%1，%2</translation>
        </message>
    </context>
    <context>
        <name>attune::SampleDelegate</name>
        <message>
            <source>before</source>
            <translation>之前</translation>
        </message>
        <message>
            <source>now</source>
            <translation>现在</translation>
        </message>
    </context>
    <context>
        <name>attune::SampleList</name>
        <message>
            <source>Captions before and now</source>
            <translation>之前与现在的描述</translation>
        </message>
        <message>
            <source>Captions before and now appear here after the first round.</source>
            <translation>第一轮之后，之前与现在的描述会出现在这里。</translation>
        </message>
    </context>
    <context>
        <name>attune::SampleModel</name>
        <message>
            <source>Before: %1
Now: %2</source>
            <translation>之前：%1
现在：%2</translation>
        </message>
    </context>
    <context>
        <name>attune::SaveExport</name>
        <message>
            <source>Export</source>
            <translation>导出</translation>
        </message>
        <message>
            <source>The file %1 was not written.</source>
            <translation>文件 %1 未能写入。</translation>
        </message>
    </context>
    <context>
        <name>attune::ScatterView</name>
        <message>
            <source>No points yet</source>
            <translation>尚无点</translation>
        </message>
        <message>
            <source>Scatter of the shared space</source>
            <translation>共享空间散点图</translation>
        </message>
        <message numerus="yes">
            <source>%n point(s), none selected</source>
            <translation>
                <numerusform>%n 个点，未选择</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1, %n selected</source>
            <extracomment>%1 is the sentence part "12 points"</extracomment>
            <translation>
                <numerusform>%1，已选 %n 个</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n point(s)</source>
            <translation>
                <numerusform>%n 个点</numerusform>
            </translation>
        </message>
        <message>
            <source>Show all points</source>
            <translation>显示全部点</translation>
        </message>
        <message>
            <source>Select all</source>
            <translation>全选</translation>
        </message>
        <message>
            <source>Select none</source>
            <translation>取消选择</translation>
        </message>
        <message>
            <source>Export as %1…</source>
            <extracomment>%1 is a file format such as PNG</extracomment>
            <translation>导出为 %1...</translation>
        </message>
        <message>
            <source>Scatter</source>
            <translation>散点图</translation>
        </message>
        <message>
            <source>No value</source>
            <translation>无数值</translation>
        </message>
        <message>
            <source>Others</source>
            <translation>其他</translation>
        </message>
    </context>
    <context>
        <name>attune::SelectionBar</name>
        <message numerus="yes">
            <source>%1 of %n image(s) selected</source>
            <extracomment>%1 is the sentence part "12 points"</extracomment>
            <translation>
                <numerusform>已选 %1，属于 %n 张图片</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n point(s)</source>
            <translation>
                <numerusform>%n 个点</numerusform>
            </translation>
        </message>
        <message>
            <source>Drag to select; Shift adds, Ctrl takes away.</source>
            <translation>拖动以选择；Shift 添加，Ctrl 移除。</translation>
        </message>
    </context>
    <context>
        <name>attune::ShortcutEditor</name>
        <message>
            <source>Search commands and keys</source>
            <translation>搜索命令和按键</translation>
        </message>
        <message>
            <source>Commands and their shortcuts</source>
            <translation>命令及其快捷键</translation>
        </message>
        <message>
            <source>&amp;Shortcut:</source>
            <translation>快捷键(&amp;S)：</translation>
        </message>
        <message>
            <source>Al&amp;ternative:</source>
            <translation>备用键(&amp;T)：</translation>
        </message>
        <message>
            <source>Press the new key combination here.</source>
            <translation>在此按下新的组合键。</translation>
        </message>
        <message>
            <source>Press a second key combination for the same command here.</source>
            <translation>在此为同一命令按下第二个组合键。</translation>
        </message>
        <message>
            <source>&amp;Reset</source>
            <translation>重置(&amp;R)</translation>
        </message>
        <message>
            <source>Give the selected command its default keys again</source>
            <translation>恢复选中命令的默认按键</translation>
        </message>
        <message>
            <source>Reset &amp;All</source>
            <translation>全部重置(&amp;A)</translation>
        </message>
        <message>
            <source>Give every command its default keys again</source>
            <translation>恢复所有命令的默认按键</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>命令</translation>
        </message>
        <message>
            <source>Page or Menu</source>
            <translation>页面或菜单</translation>
        </message>
        <message>
            <source>Shortcut</source>
            <translation>快捷键</translation>
        </message>
        <message>
            <source>Alternative</source>
            <translation>备用键</translation>
        </message>
        <message>
            <source>%1 already belongs to “%2” (%3). Choose another key, or change that command first.</source>
            <extracomment>%1 is a key, %2 the command that has it, %3 the page or menu of that command</extracomment>
            <translation>%1 已分配给“%2”（%3）。请选择其他按键，或先更改那条命令。</translation>
        </message>
    </context>
    <context>
        <name>attune::SpaceBar</name>
        <message numerus="yes">
            <source>%1, run %2: %n step(s)</source>
            <extracomment>a kind of run ("Reward training"), its number, and how many layouts it has written</extracomment>
            <translation>
                <numerusform>%1，运行 %2：%n 步</numerusform>
            </translation>
        </message>
        <message>
            <source>Layout</source>
            <translation>布局</translation>
        </message>
        <message>
            <source>Runs that laid points out, newest first</source>
            <translation>排布过点的运行，最新的在前</translation>
        </message>
        <message>
            <source>UMAP</source>
            <translation>UMAP</translation>
        </message>
        <message>
            <source>PCA</source>
            <translation>PCA</translation>
        </message>
        <message>
            <source>Projection</source>
            <translation>投影</translation>
        </message>
        <message>
            <source>UMAP keeps neighbours together; PCA shows the two directions of largest variance.</source>
            <translation>UMAP 让相邻的点聚在一起；PCA 显示方差最大的两个方向。</translation>
        </message>
        <message>
            <source>Reward</source>
            <translation>奖励</translation>
        </message>
        <message>
            <source>My rating</source>
            <translation>我的评分</translation>
        </message>
        <message>
            <source>Mean rating of all raters</source>
            <translation>所有评分者的平均评分</translation>
        </message>
        <message>
            <source>Model or round</source>
            <translation>模型或轮</translation>
        </message>
        <message>
            <source>Tag</source>
            <translation>标签</translation>
        </message>
        <message>
            <source>Split</source>
            <translation>划分</translation>
        </message>
        <message>
            <source>Colour &amp;by</source>
            <translation>着色依据(&amp;B)</translation>
        </message>
    </context>
    <context>
        <name>attune::StartPage</name>
        <message>
            <source>&amp;New project...</source>
            <translation>新建项目(&amp;N)...</translation>
        </message>
        <message>
            <source>An empty project in a folder of your choice.</source>
            <translation>在您选择的文件夹中新建空项目。</translation>
        </message>
        <message>
            <source>&amp;Open project...</source>
            <translation>打开项目(&amp;O)...</translation>
        </message>
        <message>
            <source>A folder that ends in .attune.</source>
            <translation>以 .attune 结尾的文件夹。</translation>
        </message>
        <message>
            <source>Try the &amp;demo</source>
            <translation>试用演示(&amp;D)</translation>
        </message>
        <message>
            <source>Small drawn pictures, a captioner that can be improved, and captions ready to rate.</source>
            <translation>绘制的小图片、有待改进的描述模型，以及可直接评分的描述。</translation>
        </message>
        <message>
            <source>Progress of opening the project</source>
            <translation>打开项目的进度</translation>
        </message>
        <message>
            <source>Opening %1</source>
            <translation>正在打开 %1</translation>
        </message>
        <message>
            <source>Attune</source>
            <translation>Attune</translation>
        </message>
        <message>
            <source>The demo needs nothing: small drawn pictures, and a captioner that is good but can be improved. Your own photographs need a captioner for photographs, as a checkpoint folder from the Hugging Face hub.</source>
            <translation>演示无需任何准备：绘制的小图片，以及一个不错但仍可改进的描述模型。您自己的照片则需要一个面向照片的描述模型，即来自 Hugging Face Hub 的检查点文件夹。</translation>
        </message>
        <message>
            <source>Recent projects</source>
            <translation>最近的项目</translation>
        </message>
        <message>
            <source>New project</source>
            <translation>新建项目</translation>
        </message>
        <message>
            <source>Untitled.attune</source>
            <translation>未命名.attune</translation>
        </message>
        <message>
            <source>Attune projects (*.attune)</source>
            <translation>Attune 项目 (*.attune)</translation>
        </message>
        <message>
            <source>Open project</source>
            <translation>打开项目</translation>
        </message>
        <message>
            <source>Align an image captioner with your own judgement.</source>
            <translation>让图片描述模型与您自己的判断对齐。</translation>
        </message>
        <message>
            <source>Projects that you open will be listed here. A project is a folder that ends in .attune; it can also be dropped onto this window.</source>
            <translation>您打开过的项目会列在这里。项目是以 .attune 结尾的文件夹；也可以将它拖放到此窗口。</translation>
        </message>
        <message>
            <source>1  Look</source>
            <extracomment>the five steps of the loop: a verb each</extracomment>
            <translation>1  看图</translation>
        </message>
        <message>
            <source>Bring in pictures; the captioner writes several captions of each.</source>
            <translation>导入图片；描述模型为每张图片写多条描述。</translation>
        </message>
        <message>
            <source>2  Rate</source>
            <translation>2  评分</translation>
        </message>
        <message>
            <source>Say which captions are good and which is better.</source>
            <translation>指出哪些描述好，哪条更好。</translation>
        </message>
        <message>
            <source>3  Learn</source>
            <translation>3  学习</translation>
        </message>
        <message>
            <source>A reward model learns your judgement from the ratings.</source>
            <translation>奖励模型从评分中学习您的判断。</translation>
        </message>
        <message>
            <source>4  Optimise</source>
            <translation>4  优化</translation>
        </message>
        <message>
            <source>The captioner moves toward what the reward model prefers.</source>
            <translation>描述模型朝奖励模型偏好的方向调整。</translation>
        </message>
        <message>
            <source>5  Judge</source>
            <translation>5  盲评</translation>
        </message>
        <message>
            <source>Compare before and now, blind. Then go round again.</source>
            <translation>盲评比较之前与现在，然后再来一轮。</translation>
        </message>
        <message>
            <source>Go on with %1</source>
            <translation>继续 %1</translation>
        </message>
    </context>
    <context>
        <name>attune::StatusStrip</name>
        <message>
            <source>Progress of the run</source>
            <translation>运行进度</translation>
        </message>
        <message>
            <source>The runs that wait</source>
            <translation>等待中的运行</translation>
        </message>
        <message>
            <source>Pause the run</source>
            <translation>暂停运行</translation>
        </message>
        <message>
            <source>Pause or go on</source>
            <translation>暂停或继续</translation>
        </message>
        <message>
            <source>Stop the run</source>
            <translation>停止运行</translation>
        </message>
        <message>
            <source>Stop the run; it leaves a checkpoint and can be resumed</source>
            <translation>停止运行；会留下检查点，之后可以恢复</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>Engine: off until it is needed</source>
            <translation>引擎：需要时启动</translation>
        </message>
        <message>
            <source>Engine: starting</source>
            <translation>引擎：正在启动</translation>
        </message>
        <message>
            <source>Engine: ready, device %1</source>
            <translation>引擎：就绪，设备 %1</translation>
        </message>
        <message numerus="yes">
            <source>%n more waiting</source>
            <translation>
                <numerusform>还有 %n 个等待</numerusform>
            </translation>
        </message>
        <message>
            <source>%1, %2</source>
            <translation>%1，%2</translation>
        </message>
        <message>
            <source>Go on with the run</source>
            <translation>继续运行</translation>
        </message>
        <message>
            <source>%1 (read-only)</source>
            <translation>%1（只读）</translation>
        </message>
        <message>
            <source>Take out %1</source>
            <translation>移出队列：%1</translation>
        </message>
    </context>
    <context>
        <name>attune::TagBar</name>
        <message>
            <source>Add a tag</source>
            <translation>添加标签</translation>
        </message>
        <message>
            <source>Enter or a comma adds the tag. Backspace in the empty line goes to the last tag.</source>
            <translation>按 Enter 或逗号添加标签。在空行中按 Backspace 转到最后一个标签。</translation>
        </message>
        <message>
            <source>Tags</source>
            <translation>标签</translation>
        </message>
        <message>
            <source>Remove the tag %1</source>
            <translation>移除标签 %1</translation>
        </message>
    </context>
    <context>
        <name>attune::ThumbnailDelegate</name>
        <message>
            <source>Cannot be read</source>
            <translation>无法读取</translation>
        </message>
        <message>
            <source>Cannot be read: %1</source>
            <translation>无法读取：%1</translation>
        </message>
        <message>
            <source>Rated %1 on average</source>
            <translation>平均评分 %1</translation>
        </message>
        <message>
            <source>Not rated yet</source>
            <translation>尚未评分</translation>
        </message>
        <message numerus="yes">
            <source>%n caption(s)</source>
            <translation>
                <numerusform>%n 条描述</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n tag(s)</source>
            <translation>
                <numerusform>%n 个标签</numerusform>
            </translation>
        </message>
        <message>
            <source>Split: %1</source>
            <extracomment>a split is a part of the data set: train, validation, test</extracomment>
            <translation>划分：%1</translation>
        </message>
    </context>
    <context>
        <name>attune::ThumbnailGrid</name>
        <message>
            <source>Images</source>
            <translation>图片</translation>
        </message>
        <message>
            <source>the picture is empty</source>
            <translation>图片为空</translation>
        </message>
    </context>
    <context>
        <name>attune::ThumbnailLoader</name>
        <message>
            <source>The file holds no picture that can be read.</source>
            <translation>文件中没有可读取的图片。</translation>
        </message>
        <message>
            <source>The file is missing: %1</source>
            <translation>文件缺失：%1</translation>
        </message>
        <message>
            <source>The file cannot be read as a picture: %1</source>
            <translation>无法将文件作为图片读取：%1</translation>
        </message>
    </context>
    <context>
        <name>attune::ThumbnailSource</name>
        <message>
            <source>The picture's file is missing.</source>
            <translation>图片文件缺失。</translation>
        </message>
    </context>
    <context>
        <name>attune::ValueTable</name>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>Copy All</source>
            <translation>全部复制</translation>
        </message>
    </context>
</TS>
