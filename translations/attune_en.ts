<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>attune::CalibrationPlot</name>
    <message numerus="yes">
        <source>%1: %2
%3: %4
%n case(s)</source>
        <extracomment>values under the mouse, each behind the name of its axis, and how many cases they are of</extracomment>
        <translation>
            <numerusform>%1: %2
%3: %4
%n case</numerusform>
            <numerusform>%1: %2
%3: %4
%n cases</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>attune::CaptionList</name>
    <message numerus="yes">
        <source>Show all %n caption(s)</source>
        <translation>
            <numerusform>Show the %n caption</numerusform>
            <numerusform>Show all %n captions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>preferred %n time(s)</source>
        <translation>
            <numerusform>preferred %n time</numerusform>
            <numerusform>preferred %n times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>not preferred %n time(s)</source>
        <translation>
            <numerusform>not preferred %n time</numerusform>
            <numerusform>not preferred %n times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>a tie %n time(s)</source>
        <translation>
            <numerusform>a tie %n time</numerusform>
            <numerusform>a tie %n times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>both bad %n time(s)</source>
        <translation>
            <numerusform>both bad %n time</numerusform>
            <numerusform>both bad %n times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>attune::CurvePlot</name>
    <message numerus="yes">
        <source>%n value(s) of zero or less cannot be shown on a log axis.</source>
        <translation>
            <numerusform>%n value of zero or less cannot be shown on a log axis.</numerusform>
            <numerusform>%n values of zero or less cannot be shown on a log axis.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>attune::DecisionCounts</name>
    <message numerus="yes">
        <source>%Ln rating(s)</source>
        <translation>
            <numerusform>%Ln rating</numerusform>
            <numerusform>%Ln ratings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln comparison(s)</source>
        <translation>
            <numerusform>%Ln comparison</numerusform>
            <numerusform>%Ln comparisons</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>attune::EmbedDialog</name>
    <message numerus="yes">
        <source>All %n image(s)</source>
        <translation>
            <numerusform>The %n image</numerusform>
            <numerusform>All %n images</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>attune::EmbeddingsPage</name>
    <message numerus="yes">
        <source>Tag of %n image(s)</source>
        <translation>
            <numerusform>Tag of %n image</numerusform>
            <numerusform>Tag of %n images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) of the selection</source>
        <translation>
            <numerusform>%n image of the selection</numerusform>
            <numerusform>%n images of the selection</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>attune::ExportFormats</name>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln row</numerusform>
            <numerusform>%Ln rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>attune::FindPanel</name>
    <message numerus="yes">
        <source>%n file(s) could not be read.</source>
        <translation>
            <numerusform>%n file could not be read.</numerusform>
            <numerusform>%n files could not be read.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>attune::GenerateDialog</name>
    <message numerus="yes">
        <source>%n selected image(s)</source>
        <translation>
            <numerusform>%n selected image</numerusform>
            <numerusform>%n selected images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n image(s) shown</source>
        <translation>
            <numerusform>The %n image shown</numerusform>
            <numerusform>All %n images shown</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>attune::HistoryWords</name>
    <message numerus="yes">
        <source>%Ln caption(s)</source>
        <translation>
            <numerusform>%Ln caption</numerusform>
            <numerusform>%Ln captions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s)</source>
        <translation>
            <numerusform>%Ln image</numerusform>
            <numerusform>%Ln images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln layer(s) adapted</source>
        <translation>
            <numerusform>%Ln layer adapted</numerusform>
            <numerusform>%Ln layers adapted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of greedy captions of %Ln image(s).</source>
        <translation>
            <numerusform>Of greedy captions of %Ln image.</numerusform>
            <numerusform>Of greedy captions of %Ln images.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of captions of %Ln image(s), sampled at temperature %1.</source>
        <translation>
            <numerusform>Of captions of %Ln image, sampled at temperature %1.</numerusform>
            <numerusform>Of captions of %Ln images, sampled at temperature %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>attune::ImportDialog</name>
    <message numerus="yes">
        <source>%n file(s) and folders</source>
        <translation>
            <numerusform>%n file or folder</numerusform>
            <numerusform>%n files and folders</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>attune::ImportPanel</name>
    <message numerus="yes">
        <source>%n reference caption(s) came with them.</source>
        <translation>
            <numerusform>%n reference caption came with them.</numerusform>
            <numerusform>%n reference captions came with them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Importing images, %n more import(s) waiting</source>
        <translation>
            <numerusform>Importing images, %n more import waiting</numerusform>
            <numerusform>Importing images, %n more imports waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n import(s) that waited were cancelled, too.</source>
        <translation>
            <numerusform>%n import that waited was cancelled, too.</numerusform>
            <numerusform>%n imports that waited were cancelled, too.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>attune::JudgePage</name>
    <message numerus="yes">
        <source>%n pair(s) of the same words count as equal and are not shown.</source>
        <translation>
            <numerusform>%n pair of the same words counts as equal and is not shown.</numerusform>
            <numerusform>%n pairs of the same words count as equal and are not shown.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) without captions left out.</source>
        <translation>
            <numerusform>%n image without captions left out.</numerusform>
            <numerusform>%n images without captions left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>attune::JudgeResult</name>
    <message numerus="yes">
        <source>Runs %1 and %2, both on the same %n image(s).</source>
        <translation>
            <numerusform>Runs %1 and %2, both on the same %n image.</numerusform>
            <numerusform>Runs %1 and %2, both on the same %n images.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Images that got worse: %n</source>
        <translation>
            <numerusform>Images that got worse: %n</numerusform>
            <numerusform>Images that got worse: %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The win rate is of %n judged pair(s).</source>
        <translation>
            <numerusform>The win rate is of %n judged pair.</numerusform>
            <numerusform>The win rate is of %n judged pairs.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>attune::JudgeWords</name>
    <message numerus="yes">
        <source>%n pair(s) of the same words counted as equal without being shown.</source>
        <translation>
            <numerusform>%n pair of the same words counted as equal without being shown.</numerusform>
            <numerusform>%n pairs of the same words counted as equal without being shown.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>attune::LibraryActions</name>
    <message numerus="yes">
        <source>Tag of %n image(s)</source>
        <translation>
            <numerusform>Tag of %n image</numerusform>
            <numerusform>Tag of %n images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Tag to take off %n image(s)</source>
        <translation>
            <numerusform>Tag to take off %n image</numerusform>
            <numerusform>Tag to take off %n images</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>attune::LibraryFilters</name>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>%n image</numerusform>
            <numerusform>%n images</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>attune::MainWindow</name>
    <message numerus="yes">
        <source>%n decision(s) taken back.</source>
        <translation>
            <numerusform>%n decision taken back.</numerusform>
            <numerusform>%n decisions taken back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n decision(s) brought back.</source>
        <translation>
            <numerusform>%n decision brought back.</numerusform>
            <numerusform>%n decisions brought back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All ratings are safe. %n run(s) did not begin and can be resumed: %1.</source>
        <translation>
            <numerusform>All ratings are safe. %n run did not begin and can be resumed: %1.</numerusform>
            <numerusform>All ratings are safe. %n runs did not begin and can be resumed: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) wait(s) and will be offered to you when you open the project again.</source>
        <translation>
            <numerusform>%n run waits and will be offered to you when you open the project again.</numerusform>
            <numerusform>%n runs wait and will be offered to you when you open the project again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Taken back: %n rating(s) by %1.</source>
        <translation>
            <numerusform>Taken back: %n rating by %1.</numerusform>
            <numerusform>Taken back: %n ratings by %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Brought back: %n rating(s) by %1.</source>
        <translation>
            <numerusform>Brought back: %n rating by %1.</numerusform>
            <numerusform>Brought back: %n ratings by %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Taken back: %n comparison(s) by %1.</source>
        <translation>
            <numerusform>Taken back: %n comparison by %1.</numerusform>
            <numerusform>Taken back: %n comparisons by %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Brought back: %n comparison(s) by %1.</source>
        <translation>
            <numerusform>Brought back: %n comparison by %1.</numerusform>
            <numerusform>Brought back: %n comparisons by %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Taken back: %n verdict(s) of Judge by %1.</source>
        <translation>
            <numerusform>Taken back: %n verdict of Judge by %1.</numerusform>
            <numerusform>Taken back: %n verdicts of Judge by %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Brought back: %n verdict(s) of Judge by %1.</source>
        <translation>
            <numerusform>Brought back: %n verdict of Judge by %1.</numerusform>
            <numerusform>Brought back: %n verdicts of Judge by %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Taken back: %n edit(s) by %1.</source>
        <translation>
            <numerusform>Taken back: %n edit by %1.</numerusform>
            <numerusform>Taken back: %n edits by %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Brought back: %n edit(s) by %1.</source>
        <translation>
            <numerusform>Brought back: %n edit by %1.</numerusform>
            <numerusform>Brought back: %n edits by %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>attune::MessageBar</name>
    <message numerus="yes">
        <source>%n more</source>
        <comment>messages that wait</comment>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>attune::ModelFolderText</name>
    <message numerus="yes">
        <source>It adapts %n layer(s).</source>
        <translation>
            <numerusform>It adapts %n layer.</numerusform>
            <numerusform>It adapts %n layers.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It adapts %n layer(s): %1.</source>
        <translation>
            <numerusform>It adapts %n layer: %1.</numerusform>
            <numerusform>It adapts %n layers: %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>attune::OptimisePage</name>
    <message numerus="yes">
        <source>%Ln training image(s) to write captions of.</source>
        <translation>
            <numerusform>%Ln training image to write captions of.</numerusform>
            <numerusform>%Ln training images to write captions of.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>attune::OptionForm</name>
    <message numerus="yes">
        <source>More settings (%n changed)</source>
        <translation>
            <numerusform>More settings (%n changed)</numerusform>
            <numerusform>More settings (%n changed)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>attune::RateBar</name>
    <message numerus="yes">
        <source>%n selected image(s)</source>
        <translation>
            <numerusform>%n selected image</numerusform>
            <numerusform>%n selected images</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>attune::RatePage</name>
    <message numerus="yes">
        <source>%n test image(s) of the selection are left out: models are judged on them, and nothing is to learn from them.</source>
        <translation>
            <numerusform>%n test image of the selection is left out: models are judged on it, and nothing is to learn from it.</numerusform>
            <numerusform>%n test images of the selection are left out: models are judged on them, and nothing is to learn from them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>attune::RecentWords</name>
    <message numerus="yes">
        <source>%Ln image(s)</source>
        <translation>
            <numerusform>%Ln image</numerusform>
            <numerusform>%Ln images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln decision(s)</source>
        <translation>
            <numerusform>%Ln decision</numerusform>
            <numerusform>%Ln decisions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>attune::RewardDoubts</name>
    <message numerus="yes">
        <source>It learnt from %Ln decision(s), and a first reward model takes about 50: rate more captions and train it again before you optimise with it.</source>
        <translation>
            <numerusform>It learnt from %Ln decision, and a first reward model takes about 50: rate more captions and train it again before you optimise with it.</numerusform>
            <numerusform>It learnt from %Ln decisions, and a first reward model takes about 50: rate more captions and train it again before you optimise with it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>attune::RewardFigures</name>
    <message numerus="yes">
        <source>%Ln pair(s)</source>
        <translation>
            <numerusform>%Ln pair</numerusform>
            <numerusform>%Ln pairs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>attune::RewardPage</name>
    <message numerus="yes">
        <source>%Ln image(s)</source>
        <translation>
            <numerusform>%Ln image</numerusform>
            <numerusform>%Ln images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them came from the simulated rater.</source>
        <translation>
            <numerusform>%Ln of them came from the simulated rater.</numerusform>
            <numerusform>%Ln of them came from the simulated rater.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>attune::RewardReportView</name>
    <message numerus="yes">
        <source>%Ln of them came from the simulated rater.</source>
        <translation>
            <numerusform>%Ln of them came from the simulated rater.</numerusform>
            <numerusform>%Ln of them came from the simulated rater.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Decided the other way when they came back: %1 of %Ln pair(s), so that %2 of the comparisons of %3 are taken for mistakes.</source>
        <translation>
            <numerusform>Decided the other way when they came back: %1 of %Ln pair, so that %2 of the comparisons of %3 are taken for mistakes.</numerusform>
            <numerusform>Decided the other way when they came back: %1 of %Ln pairs, so that %2 of the comparisons of %3 are taken for mistakes.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>attune::RunWords</name>
    <message numerus="yes">
        <source>%1 of %Ln round(s)</source>
        <translation>
            <numerusform>%1 of %Ln round</numerusform>
            <numerusform>%1 of %Ln rounds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln epoch(s)</source>
        <translation>
            <numerusform>%1 of %Ln epoch</numerusform>
            <numerusform>%1 of %Ln epochs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln step(s)</source>
        <translation>
            <numerusform>%1 of %Ln step</numerusform>
            <numerusform>%1 of %Ln steps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>attune::ScatterView</name>
    <message numerus="yes">
        <source>%n point(s), none selected</source>
        <translation>
            <numerusform>%n point, none selected</numerusform>
            <numerusform>%n points, none selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n selected</source>
        <extracomment>%1 is the sentence part "12 points"</extracomment>
        <translation>
            <numerusform>%1, %n selected</numerusform>
            <numerusform>%1, %n selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n point(s)</source>
        <translation>
            <numerusform>%n point</numerusform>
            <numerusform>%n points</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>attune::SelectionBar</name>
    <message numerus="yes">
        <source>%1 of %n image(s) selected</source>
        <extracomment>%1 is the sentence part "12 points"</extracomment>
        <translation>
            <numerusform>%1 of %n image selected</numerusform>
            <numerusform>%1 of %n images selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n point(s)</source>
        <translation>
            <numerusform>%n point</numerusform>
            <numerusform>%n points</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln point(s). Drag to select.</source>
        <translation>
            <numerusform>%Ln point. Drag to select.</numerusform>
            <numerusform>%Ln points. Drag to select.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>attune::SpaceBar</name>
    <message numerus="yes">
        <source>%1, run %2: %n step(s)</source>
        <extracomment>a kind of run ("Reward training"), its number, and how many layouts it has written</extracomment>
        <translation>
            <numerusform>%1, run %2: %n step</numerusform>
            <numerusform>%1, run %2: %n steps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>attune::StatusStrip</name>
    <message numerus="yes">
        <source>%n more waiting</source>
        <translation>
            <numerusform>%n more waiting</numerusform>
            <numerusform>%n more waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>attune::ThumbnailDelegate</name>
    <message numerus="yes">
        <source>%n caption(s)</source>
        <translation>
            <numerusform>%n caption</numerusform>
            <numerusform>%n captions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tag(s)</source>
        <translation>
            <numerusform>%n tag</numerusform>
            <numerusform>%n tags</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n comparison(s)</source>
        <translation>
            <numerusform>%n comparison</numerusform>
            <numerusform>%n comparisons</numerusform>
        </translation>
    </message>
</context>
</TS>