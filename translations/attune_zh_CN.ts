<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>CoreMessages</name>
    <message>
        <source>"%1" and "%2" share the id %3</source>
        <translation>“%1”和“%2”共用编号 %3</translation>
    </message>
    <message>
        <source>"%1" holds %2, which is not a number of pixels between 1 and %3</source>
        <translation>“%1”的值是 %2，不是 1 到 %3 之间的像素数</translation>
    </message>
    <message>
        <source>"%1" holds something other than text</source>
        <translation>“%1”中有不是文本的内容</translation>
    </message>
    <message>
        <source>"%1" in the saved state has another shape</source>
        <translation>保存的状态中“%1”的形状不同</translation>
    </message>
    <message>
        <source>"%1" is %2</source>
        <translation>“%1”是 %2</translation>
    </message>
    <message>
        <source>"%1" is empty</source>
        <translation>“%1”是空的</translation>
    </message>
    <message>
        <source>"%1" is missing or has another shape</source>
        <translation>“%1”缺失或形状不同</translation>
    </message>
    <message>
        <source>"%1" is neither true nor false</source>
        <translation>“%1”既不是 true 也不是 false</translation>
    </message>
    <message>
        <source>"%1" is no outcome of a comparison</source>
        <translation>“%1”不是比较的结果</translation>
    </message>
    <message>
        <source>"%1" is not %2</source>
        <translation>“%1”不是 %2</translation>
    </message>
    <message>
        <source>"%1" is not a kind of job</source>
        <translation>“%1”不是任务类型</translation>
    </message>
    <message>
        <source>"%1" is not a list of three numbers</source>
        <translation>“%1”不是三个数的列表</translation>
    </message>
    <message>
        <source>"%1" is not a number</source>
        <translation>“%1”不是数字</translation>
    </message>
    <message>
        <source>"%1" is not a purpose</source>
        <translation>“%1”不是用途</translation>
    </message>
    <message>
        <source>"%1" is not a split</source>
        <translation>“%1”不是数据划分</translation>
    </message>
    <message>
        <source>"%1" is not a text</source>
        <translation>“%1”不是文本</translation>
    </message>
    <message>
        <source>"%1" is not an export format</source>
        <translation>“%1”不是导出格式</translation>
    </message>
    <message>
        <source>"%1" names no place</source>
        <translation>“%1”没有指明位置</translation>
    </message>
    <message>
        <source>"annotations" is not a list</source>
        <translation>“annotations”不是列表</translation>
    </message>
    <message>
        <source>"image_std" holds a value that is not above zero</source>
        <translation>“image_std”中有不大于零的值</translation>
    </message>
    <message>
        <source>"resample" is not one of Pillow's filters 0 to 5</source>
        <translation>“resample”不是 Pillow 的滤波器 0 至 5 之一</translation>
    </message>
    <message>
        <source>%1 (process %2 on %3, since %4)</source>
        <translation>%1（进程 %2，位于 %3，自 %4 起）</translation>
    </message>
    <message>
        <source>%1 cannot be read</source>
        <translation>无法读取 %1</translation>
    </message>
    <message>
        <source>%1 captions belong to image %2, which it does not list</source>
        <translation>有 %1 条描述属于图片 %2，但列表中没有这张图片</translation>
    </message>
    <message>
        <source>%1 captions of test images were left out: what is judged on is not learnt from</source>
        <translation>略去了测试图片的 %1 条描述：用来评判的图片不参与学习</translation>
    </message>
    <message>
        <source>%1 comparisons do not fit into this table; jsonl holds them</source>
        <translation>有 %1 次比较无法放入此表格；jsonl 格式可以容纳</translation>
    </message>
    <message>
        <source>%1 has a shape that overflows</source>
        <translation>%1 的形状溢出</translation>
    </message>
    <message>
        <source>%1 has a side that is no size</source>
        <translation>%1 有一个维度不是有效的大小</translation>
    </message>
    <message>
        <source>%1 has no "%2"</source>
        <translation>%1 没有“%2”</translation>
    </message>
    <message>
        <source>%1 has no dtype</source>
        <translation>%1 没有 dtype</translation>
    </message>
    <message>
        <source>%1 has no offsets</source>
        <translation>%1 没有偏移量</translation>
    </message>
    <message>
        <source>%1 has no shape</source>
        <translation>%1 没有形状</translation>
    </message>
    <message>
        <source>%1 has the dtype %2, which is not known</source>
        <translation>%1 的 dtype 是 %2，无法识别</translation>
    </message>
    <message>
        <source>%1 image was left out because the file is gone (%2); import the folder where it lies now and it is found again</source>
        <translation>略去了 %1 张图片，因为文件不见了（%2）；导入它现在所在的文件夹，即可重新找到</translation>
    </message>
    <message>
        <source>%1 images were left out because the file is gone (%2); import the folder where it lies now and it is found again</source>
        <translation>略去了 %1 张图片，因为文件不见了（%2）；导入它们现在所在的文件夹，即可重新找到</translation>
    </message>
    <message>
        <source>%1 is damaged</source>
        <translation>%1 已损坏</translation>
    </message>
    <message>
        <source>%1 is in use by another program</source>
        <translation>%1 正被另一个程序使用</translation>
    </message>
    <message>
        <source>%1 is not a tokenizer</source>
        <translation>%1 不是分词器</translation>
    </message>
    <message>
        <source>%1 is not an Attune project</source>
        <translation>%1 不是 Attune 项目</translation>
    </message>
    <message>
        <source>%1 is not valid JSON</source>
        <translation>%1 不是有效的 JSON</translation>
    </message>
    <message>
        <source>%1 lies outside the file</source>
        <translation>%1 超出了文件范围</translation>
    </message>
    <message>
        <source>%1 lists the token "%2" under "%3", not an id</source>
        <translation>%1 把词元“%2”列在“%3”之下，而那不是编号</translation>
    </message>
    <message>
        <source>%1 names a file outside its folder</source>
        <translation>%1 指向其文件夹之外的文件</translation>
    </message>
    <message>
        <source>%1 needs %2 bytes and has %3</source>
        <translation>%1 需要 %2 字节，实际有 %3</translation>
    </message>
    <message>
        <source>%1 outside its run folder</source>
        <translation>%1（位于运行文件夹之外）</translation>
    </message>
    <message>
        <source>%1 ratings and comparisons</source>
        <translation>%1 项评分和比较</translation>
    </message>
    <message>
        <source>%1 ratings of 3 are neither good nor bad and were left out</source>
        <translation>有 %1 个 3 分评分不好不坏，已略去</translation>
    </message>
    <message>
        <source>%1 refused an operation</source>
        <translation>%1 拒绝了一项操作</translation>
    </message>
    <message>
        <source>%1 rewards in groups of %2</source>
        <translation>%1 个奖励，每组 %2 个</translation>
    </message>
    <message>
        <source>%1 were asked for</source>
        <translation>要求的是 %1</translation>
    </message>
    <message>
        <source>%1 writes to it</source>
        <translation>%1 正在写入它</translation>
    </message>
    <message>
        <source>%1: a quotation mark is never closed</source>
        <translation>%1：引号没有闭合</translation>
    </message>
    <message>
        <source>%1: it has %2 fields and the header has %3</source>
        <translation>%1：有 %2 个字段，而表头有 %3 个</translation>
    </message>
    <message>
        <source>a caption cannot be compared with itself</source>
        <translation>描述不能与自身比较</translation>
    </message>
    <message>
        <source>a caption has no tokens</source>
        <translation>有一条描述没有词元</translation>
    </message>
    <message>
        <source>a caption holds the token id %1</source>
        <translation>有一条描述含有词元编号 %1</translation>
    </message>
    <message>
        <source>a caption names an image that is not there</source>
        <translation>有一条描述指向不存在的图片</translation>
    </message>
    <message>
        <source>a caption of %1 tokens is too long</source>
        <translation>%1 个词元的描述太长</translation>
    </message>
    <message>
        <source>a group baseline needs at least two captions of each image</source>
        <translation>组基线要求每张图片至少有两条描述</translation>
    </message>
    <message>
        <source>a judgement names a caption that is not there</source>
        <translation>有一项评判指向不存在的描述</translation>
    </message>
    <message>
        <source>a part of it holds %1 bytes and the limit is %2</source>
        <translation>其中一部分有 %1 字节，上限是 %2</translation>
    </message>
    <message>
        <source>an image of %1 pixels has no grid of %2</source>
        <translation>边长 %1 像素的图片没有 %2 格的网格</translation>
    </message>
    <message>
        <source>a preference lies outside 0 to 1</source>
        <translation>有一个偏好值不在 0 到 1 之间</translation>
    </message>
    <message>
        <source>a rating is %1</source>
        <translation>有一个评分是 %1</translation>
    </message>
    <message>
        <source>a rating is not a finite number</source>
        <translation>有一个评分不是有限的数</translation>
    </message>
    <message>
        <source>a rating lies between 1 and 5</source>
        <translation>评分应在 1 到 5 之间</translation>
    </message>
    <message>
        <source>a rating task shows two to four captions</source>
        <translation>一次评分任务显示两到四条描述</translation>
    </message>
    <message>
        <source>a scene cannot hold that many objects</source>
        <translation>一个场景容不下这么多物体</translation>
    </message>
    <message>
        <source>a side lies between 1 and %1</source>
        <translation>边长应在 1 到 %1 之间</translation>
    </message>
    <message>
        <source>a tag needs a name</source>
        <translation>标签需要名称</translation>
    </message>
    <message>
        <source>a text cannot be normalised</source>
        <translation>文本无法规范化</translation>
    </message>
    <message>
        <source>add a model folder first</source>
        <translation>请先添加一个模型文件夹</translation>
    </message>
    <message>
        <source>an engine is at work on run %1 already</source>
        <translation>已有引擎在处理运行 %1</translation>
    </message>
    <message>
        <source>an unknown GIF block</source>
        <translation>未知的 GIF 数据块</translation>
    </message>
    <message>
        <source>annotation %1: %2</source>
        <translation>标注 %1：%2</translation>
    </message>
    <message>
        <source>another engine holds its events</source>
        <translation>另一个引擎占用着它的事件文件</translation>
    </message>
    <message>
        <source>another program</source>
        <translation>另一个程序</translation>
    </message>
    <message>
        <source>at least one caption must be rated</source>
        <translation>至少要评一条描述</translation>
    </message>
    <message>
        <source>at least one caption of each image must be asked for</source>
        <translation>每张图片至少要生成一条描述</translation>
    </message>
    <message>
        <source>attempt to write a readonly database</source>
        <translation>试图写入只读数据库</translation>
    </message>
    <message>
        <source>attention maps have an impossible row</source>
        <translation>注意力图的行号不可能存在</translation>
    </message>
    <message>
        <source>beam search cannot give %1 captions per image</source>
        <translation>束搜索无法给每张图片生成 %1 条描述</translation>
    </message>
    <message>
        <source>beam search found no caption</source>
        <translation>束搜索没有找到描述</translation>
    </message>
    <message>
        <source>beam search needs tokens that are not end tokens</source>
        <translation>束搜索需要非结束词元</translation>
    </message>
    <message>
        <source>bring it back and try again; until then nothing is kept</source>
        <translation>请把它放回原处再试；在此之前什么都不会保存</translation>
    </message>
    <message>
        <source>cannot compute a SHA-256</source>
        <translation>无法计算 SHA-256</translation>
    </message>
    <message>
        <source>cannot copy %1 into the project</source>
        <translation>无法把 %1 复制到项目中</translation>
    </message>
    <message>
        <source>cannot copy the model to %1</source>
        <translation>无法把模型复制到 %1</translation>
    </message>
    <message>
        <source>cannot decode image %1</source>
        <translation>无法解码图片 %1</translation>
    </message>
    <message>
        <source>cannot encode an image</source>
        <translation>无法编码图片</translation>
    </message>
    <message>
        <source>cannot encode an empty image</source>
        <translation>无法编码空图片</translation>
    </message>
    <message>
        <source>cannot export to %1</source>
        <translation>无法导出到 %1</translation>
    </message>
    <message>
        <source>cannot flush %1 to the disk</source>
        <translation>无法把 %1 写入磁盘</translation>
    </message>
    <message>
        <source>cannot lock the project %1</source>
        <translation>无法锁定项目 %1</translation>
    </message>
    <message>
        <source>cannot make a project in %1</source>
        <translation>无法在 %1 新建项目</translation>
    </message>
    <message>
        <source>cannot make the folder %1</source>
        <translation>无法新建文件夹 %1</translation>
    </message>
    <message>
        <source>cannot make the project %1</source>
        <translation>无法新建项目 %1</translation>
    </message>
    <message>
        <source>cannot make the run folder %1</source>
        <translation>无法新建运行文件夹 %1</translation>
    </message>
    <message>
        <source>cannot open %1</source>
        <translation>无法打开 %1</translation>
    </message>
    <message>
        <source>cannot open the model %1</source>
        <translation>无法打开模型 %1</translation>
    </message>
    <message>
        <source>cannot prepare an image for the model</source>
        <translation>无法为模型准备图片</translation>
    </message>
    <message>
        <source>cannot read %1</source>
        <translation>无法读取 %1</translation>
    </message>
    <message>
        <source>cannot read image %1</source>
        <translation>无法读取图片 %1</translation>
    </message>
    <message>
        <source>cannot read or write %1</source>
        <translation>无法读写 %1</translation>
    </message>
    <message>
        <source>cannot resize an image of %1 x %2 pixels for the model</source>
        <translation>无法为模型缩放 %1 × %2 像素的图片</translation>
    </message>
    <message>
        <source>cannot resize an empty image</source>
        <translation>无法缩放空图片</translation>
    </message>
    <message>
        <source>cannot resize to %1 x %2 pixels</source>
        <translation>无法缩放到 %1 × %2 像素</translation>
    </message>
    <message>
        <source>cannot save the tensor %1</source>
        <translation>无法保存张量 %1</translation>
    </message>
    <message>
        <source>cannot use the image settings %1</source>
        <translation>无法使用图像设置 %1</translation>
    </message>
    <message>
        <source>cannot use the tokenizer %1</source>
        <translation>无法使用分词器 %1</translation>
    </message>
    <message>
        <source>cannot use the tokenizer in %1</source>
        <translation>无法使用 %1 中的分词器</translation>
    </message>
    <message>
        <source>cannot whiten fewer than two tokens</source>
        <translation>少于两个词元时无法白化</translation>
    </message>
    <message>
        <source>cannot write %1</source>
        <translation>无法写入 %1</translation>
    </message>
    <message>
        <source>cannot write the events of the run</source>
        <translation>无法写入该运行的事件</translation>
    </message>
    <message>
        <source>cannot write the model %1</source>
        <translation>无法写入模型 %1</translation>
    </message>
    <message>
        <source>cannot write the thumbnail %1</source>
        <translation>无法写入缩略图 %1</translation>
    </message>
    <message>
        <source>cannot write to the project %1</source>
        <translation>无法写入项目 %1</translation>
    </message>
    <message>
        <source>caption</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>caption %1 is empty</source>
        <translation>描述 %1 是空的</translation>
    </message>
    <message>
        <source>captioner</source>
        <translation>描述模型</translation>
    </message>
    <message>
        <source>captioners of its family write from the image alone</source>
        <translation>这一系列的描述模型只根据图片生成描述</translation>
    </message>
    <message>
        <source>captions</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>captions %1 and %2 describe different images</source>
        <translation>描述 %1 和 %2 属于不同的图片</translation>
    </message>
    <message>
        <source>captions by %1</source>
        <translation>%1 的描述</translation>
    </message>
    <message>
        <source>captions of %1 tokens are too long</source>
        <translation>%1 个词元的描述太长</translation>
    </message>
    <message>
        <source>captions repeat themselves: %1 % of their word pairs, %2 % at first</source>
        <translation>描述自我重复：重复的词对占 %1%，起初占 %2%</translation>
    </message>
    <message>
        <source>captions went from %1 tokens to %2</source>
        <translation>描述长度从 %1 个词元变为 %2</translation>
    </message>
    <message>
        <source>change its permissions, copy it to a place of your own, or open it read-only</source>
        <translation>请更改其权限、复制到您自己的位置，或以只读方式打开</translation>
    </message>
    <message>
        <source>check that it exists and that you may write in its folder, or copy the project elsewhere</source>
        <translation>请检查它是否存在、您能否在其文件夹中写入，或把项目复制到别处</translation>
    </message>
    <message>
        <source>check that the disk is not full</source>
        <translation>请检查磁盘是否已满</translation>
    </message>
    <message>
        <source>check the disk</source>
        <translation>请检查磁盘</translation>
    </message>
    <message>
        <source>choose a reference from the policy's own lineage</source>
        <translation>请从策略自己的谱系中选择参考模型</translation>
    </message>
    <message>
        <source>choose another name</source>
        <translation>请换一个名称</translation>
    </message>
    <message>
        <source>close it there, or open the project read-only here</source>
        <translation>请在那边关闭它，或在这里以只读方式打开项目</translation>
    </message>
    <message>
        <source>compare captions, or rate several captions of the same image differently</source>
        <translation>请比较描述，或给同一张图片的几条描述打不同的分</translation>
    </message>
    <message>
        <source>comparisons</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>copy the tokenizer files of the checkpoint into the folder</source>
        <translation>请把检查点的分词器文件复制到该文件夹</translation>
    </message>
    <message>
        <source>database disk image is malformed</source>
        <translation>数据库文件已损坏</translation>
    </message>
    <message>
        <source>database is locked</source>
        <translation>数据库已被锁定</translation>
    </message>
    <message>
        <source>decoder_start_token_id and bos_token_id are missing</source>
        <translation>缺少 decoder_start_token_id 和 bos_token_id</translation>
    </message>
    <message>
        <source>devices are auto, cpu, cuda and cuda:N</source>
        <translation>可用的设备名有 auto、cpu、cuda 和 cuda:N</translation>
    </message>
    <message>
        <source>disk I/O error</source>
        <translation>磁盘读写错误</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>超出磁盘配额</translation>
    </message>
    <message>
        <source>each caption needs its image</source>
        <translation>每条描述都需要其图片</translation>
    </message>
    <message>
        <source>event %1 (%2) was passed over: %3</source>
        <translation>事件 %1（%2）被跳过：%3</translation>
    </message>
    <message>
        <source>File exists</source>
        <translation>文件已存在</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>文件名过长</translation>
    </message>
    <message>
        <source>File too large</source>
        <translation>文件过大</translation>
    </message>
    <message>
        <source>for vision-encoder-decoder it is "%1"</source>
        <translation>对 vision-encoder-decoder 来说是“%1”</translation>
    </message>
    <message>
        <source>free some disk space and try again</source>
        <translation>请腾出一些磁盘空间再试</translation>
    </message>
    <message>
        <source>free some space and try again; nothing is lost</source>
        <translation>请腾出一些空间再试；没有丢失任何内容</translation>
    </message>
    <message>
        <source>generate some captions first</source>
        <translation>请先生成一些描述</translation>
    </message>
    <message>
        <source>generate without a prompt</source>
        <translation>请不用提示词生成</translation>
    </message>
    <message>
        <source>give 1 (bad) to 5 (good)</source>
        <translation>请给出 1（差）到 5（好）</translation>
    </message>
    <message>
        <source>give a Hugging Face checkpoint folder</source>
        <translation>请给出 Hugging Face 检查点文件夹</translation>
    </message>
    <message>
        <source>give a Hugging Face checkpoint folder with safetensors weights</source>
        <translation>请给出带 safetensors 权重的 Hugging Face 检查点文件夹</translation>
    </message>
    <message>
        <source>give the folder that holds config.json</source>
        <translation>请给出含有 config.json 的文件夹</translation>
    </message>
    <message>
        <source>give the path, or the image's number</source>
        <translation>请给出路径，或图片的编号</translation>
    </message>
    <message>
        <source>greedy search gives one caption per image</source>
        <translation>贪心解码每张图片只给一条描述</translation>
    </message>
    <message>
        <source>image</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>image %1 has no caption "%2"</source>
        <translation>图片 %1 没有描述“%2”</translation>
    </message>
    <message>
        <source>image %1 has no reference caption</source>
        <translation>图片 %1 没有参考描述</translation>
    </message>
    <message>
        <source>image %1: %2</source>
        <translation>图片 %1：%2</translation>
    </message>
    <message>
        <source>import some images first</source>
        <translation>请先导入一些图片</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>输入输出错误</translation>
    </message>
    <message>
        <source>install both from the same version of Attune</source>
        <translation>请安装同一版本 Attune 的两个程序</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>是一个文件夹</translation>
    </message>
    <message>
        <source>it adds up to %1 of %2</source>
        <translation>其和为 %1，应为 %2</translation>
    </message>
    <message>
        <source>it cannot be brought up to date while it is open for reading only</source>
        <translation>以只读方式打开时无法升级</translation>
    </message>
    <message>
        <source>it cannot be opened</source>
        <translation>无法打开</translation>
    </message>
    <message>
        <source>it claims %1 x %2 pixels and the limit is %3 in all</source>
        <translation>它声称有 %1 × %2 像素，而总上限是 %3</translation>
    </message>
    <message>
        <source>it could not be read to its end</source>
        <translation>无法读到结尾</translation>
    </message>
    <message>
        <source>it differs by %1</source>
        <translation>相差 %1</translation>
    </message>
    <message>
        <source>it does not take images of %1 pixels</source>
        <translation>它不接受 %1 像素的图片</translation>
    </message>
    <message>
        <source>it ends before its data</source>
        <translation>数据尚未读完，文件就结束了</translation>
    </message>
    <message>
        <source>it exists already</source>
        <translation>它已经存在</translation>
    </message>
    <message>
        <source>it has %1 tokens and %2 have room</source>
        <translation>它有 %1 个词元，只容得下 %2 个</translation>
    </message>
    <message>
        <source>it has %1 tokens and there are %2 positions</source>
        <translation>它有 %1 个词元，而位置只有 %2 个</translation>
    </message>
    <message>
        <source>it has %1 words and they are for %2</source>
        <translation>描述有 %1 个词，而注意力图对应 %2 个</translation>
    </message>
    <message>
        <source>it has no %1</source>
        <translation>其中没有 %1</translation>
    </message>
    <message>
        <source>it has no config.json</source>
        <translation>其中没有 config.json</translation>
    </message>
    <message>
        <source>it has no job.json</source>
        <translation>其中没有 job.json</translation>
    </message>
    <message>
        <source>it has no model.safetensors</source>
        <translation>其中没有 model.safetensors</translation>
    </message>
    <message>
        <source>it has schema %1, this program reads %2</source>
        <translation>它的协议版本是 %1，本程序读取的是 %2</translation>
    </message>
    <message>
        <source>it holds %1</source>
        <translation>其内容为 %1</translation>
    </message>
    <message>
        <source>it holds %1 bytes and the limit is %2</source>
        <translation>它有 %1 字节，上限是 %2</translation>
    </message>
    <message>
        <source>it holds %1 bytes of numbers and should hold %2</source>
        <translation>它有 %1 字节的数值，应有 %2</translation>
    </message>
    <message>
        <source>it holds %1 objects</source>
        <translation>它含有 %1 个物体</translation>
    </message>
    <message>
        <source>it holds neither COCO captions nor a list of rows</source>
        <translation>其中既没有 COCO 描述，也没有逐行列表</translation>
    </message>
    <message>
        <source>it holds neither tokenizer.json nor vocab.json with merges.txt nor vocab.txt</source>
        <translation>其中没有 tokenizer.json，也没有 vocab.json 加 merges.txt 或 vocab.txt</translation>
    </message>
    <message>
        <source>it holds no config.json</source>
        <translation>其中没有 config.json</translation>
    </message>
    <message>
        <source>it holds no model.safetensors</source>
        <translation>其中没有 model.safetensors</translation>
    </message>
    <message>
        <source>it holds no decisions</source>
        <translation>其中没有任何判断</translation>
    </message>
    <message>
        <source>it holds no tensor %1</source>
        <translation>其中没有张量 %1</translation>
    </message>
    <message>
        <source>it holds text, not an image</source>
        <translation>其中是文本，不是图片</translation>
    </message>
    <message>
        <source>it is %1</source>
        <translation>它是 %1</translation>
    </message>
    <message>
        <source>it is a %1</source>
        <translation>它是%1</translation>
    </message>
    <message>
        <source>it is a database of another program</source>
        <translation>它是另一个程序的数据库</translation>
    </message>
    <message>
        <source>it is at least %1</source>
        <translation>它至少为 %1</translation>
    </message>
    <message>
        <source>it is at most %1</source>
        <translation>它至多为 %1</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>它是空的</translation>
    </message>
    <message>
        <source>it is empty or has no three colours</source>
        <translation>它是空的，或没有三个颜色通道</translation>
    </message>
    <message>
        <source>it is k1 or k3</source>
        <translation>应为 k1 或 k3</translation>
    </message>
    <message>
        <source>it is neither a file nor a folder</source>
        <translation>它既不是文件也不是文件夹</translation>
    </message>
    <message>
        <source>it is no file</source>
        <translation>它不是文件</translation>
    </message>
    <message>
        <source>it is not a folder</source>
        <translation>它不是文件夹</translation>
    </message>
    <message>
        <source>it is not a JSON object</source>
        <translation>它不是 JSON 对象</translation>
    </message>
    <message>
        <source>it is not a regular file</source>
        <translation>它不是普通文件</translation>
    </message>
    <message>
        <source>it is not an object with fields</source>
        <translation>它不是带字段的对象</translation>
    </message>
    <message>
        <source>it is not an SQLite database</source>
        <translation>它不是 SQLite 数据库</translation>
    </message>
    <message>
        <source>it is not UTF-8 text</source>
        <translation>它不是 UTF-8 文本</translation>
    </message>
    <message>
        <source>it is one of %1</source>
        <translation>它是以下之一：%1</translation>
    </message>
    <message>
        <source>it is one of greedy, sample, beam</source>
        <translation>应为 greedy、sample、beam 之一</translation>
    </message>
    <message>
        <source>it is open for reading only</source>
        <translation>它以只读方式打开</translation>
    </message>
    <message>
        <source>it is plain or trl</source>
        <translation>应为 plain 或 trl</translation>
    </message>
    <message>
        <source>it is too short to be a safetensors file</source>
        <translation>它太短，不可能是 safetensors 文件</translation>
    </message>
    <message>
        <source>it is unchanged by this step</source>
        <translation>这一步没有改动它</translation>
    </message>
    <message>
        <source>it keeps %1 hypotheses</source>
        <translation>它保留 %1 个候选</translation>
    </message>
    <message>
        <source>it lies between %1 and %2</source>
        <translation>它应在 %1 到 %2 之间</translation>
    </message>
    <message>
        <source>it lies between 1 and %1</source>
        <translation>它应在 1 到 %1 之间</translation>
    </message>
    <message>
        <source>it needs the scene graphs of the demo world; generate captions of Scenes images first</source>
        <translation>它需要演示世界的场景图；请先为 Scenes 图片生成描述</translation>
    </message>
    <message>
        <source>it takes %1 channels of %2 x %3 pixels</source>
        <translation>它接受 %1 个通道、%2 × %3 像素</translation>
    </message>
    <message>
        <source>it takes words of more than 1000 characters</source>
        <translation>它接受超过 1000 个字符的词</translation>
    </message>
    <message>
        <source>it wants the one with hash %1, this one has %2</source>
        <translation>它需要哈希值为 %1 的那一个，而这一个的哈希值是 %2</translation>
    </message>
    <message>
        <source>its %1 "%2" is not known</source>
        <translation>它的 %1“%2”无法识别</translation>
    </message>
    <message>
        <source>its %1 header gives an empty image</source>
        <translation>其 %1 文件头给出的是空图片</translation>
    </message>
    <message>
        <source>its annotations hold no captions</source>
        <translation>其标注中没有描述</translation>
    </message>
    <message>
        <source>its background is not three 8-bit values</source>
        <translation>其背景不是三个 8 位值</translation>
    </message>
    <message>
        <source>its config.json names no model_type</source>
        <translation>其 config.json 没有写明 model_type</translation>
    </message>
    <message>
        <source>its element type has no place in a safetensors file</source>
        <translation>其元素类型无法放入 safetensors 文件</translation>
    </message>
    <message>
        <source>its family "%1" is not supported</source>
        <translation>不支持它的模型系列“%1”</translation>
    </message>
    <message>
        <source>its file has version %1, this program knows versions up to %2</source>
        <translation>其文件版本为 %1，本程序最高只认识版本 %2</translation>
    </message>
    <message>
        <source>its first frame is malformed</source>
        <translation>其第一帧有误</translation>
    </message>
    <message>
        <source>its folder is read-only for you</source>
        <translation>您对其文件夹只有读取权限</translation>
    </message>
    <message>
        <source>its folder was moved or deleted, or its disk was removed</source>
        <translation>其文件夹被移动或删除，或所在磁盘已移除</translation>
    </message>
    <message>
        <source>its format is not one that can be read</source>
        <translation>无法读取这种格式</translation>
    </message>
    <message>
        <source>its GIF code size is malformed</source>
        <translation>其 GIF 编码长度有误</translation>
    </message>
    <message>
        <source>its GIF codes are malformed</source>
        <translation>其 GIF 编码有误</translation>
    </message>
    <message>
        <source>its header claims %1 bytes and the file ends before</source>
        <translation>其文件头声称有 %1 字节，而文件提前结束</translation>
    </message>
    <message>
        <source>its header claims %1 bytes; the limit is %2</source>
        <translation>其文件头声称有 %1 字节，上限是 %2</translation>
    </message>
    <message>
        <source>its header does not begin with {</source>
        <translation>其文件头不以 { 开始</translation>
    </message>
    <message>
        <source>its header is nested too deeply</source>
        <translation>其文件头嵌套过深</translation>
    </message>
    <message>
        <source>its header is not a JSON object</source>
        <translation>其文件头不是 JSON 对象</translation>
    </message>
    <message>
        <source>its header is not JSON: %1</source>
        <translation>其文件头不是 JSON：%1</translation>
    </message>
    <message>
        <source>its ids go from 0 to %1</source>
        <translation>其编号从 0 到 %1</translation>
    </message>
    <message>
        <source>its JSON is nested more than %1 deep</source>
        <translation>其 JSON 嵌套超过 %1 层</translation>
    </message>
    <message>
        <source>its metadata holds something other than text</source>
        <translation>其元数据中有不是文本的内容</translation>
    </message>
    <message>
        <source>its metadata is not a JSON object</source>
        <translation>其元数据不是 JSON 对象</translation>
    </message>
    <message>
        <source>its model_type is "%1"</source>
        <translation>其 model_type 是“%1”</translation>
    </message>
    <message>
        <source>its number of images differs</source>
        <translation>其图片数不同</translation>
    </message>
    <message>
        <source>its options differ</source>
        <translation>其选项不同</translation>
    </message>
    <message>
        <source>its output would be random</source>
        <translation>其输出会是随机的</translation>
    </message>
    <message>
        <source>its reference captioner differs</source>
        <translation>其参考模型不同</translation>
    </message>
    <message>
        <source>its samples are not whole numbers of at most 16 bits</source>
        <translation>其像素值不是至多 16 位的整数</translation>
    </message>
    <message>
        <source>its samples are wider than 8 bits</source>
        <translation>其像素值超过 8 位</translation>
    </message>
    <message>
        <source>its seed differs</source>
        <translation>其随机种子不同</translation>
    </message>
    <message>
        <source>its sides are too different</source>
        <translation>其边长相差太大</translation>
    </message>
    <message>
        <source>its TIFF directory contradicts itself</source>
        <translation>其 TIFF 目录自相矛盾</translation>
    </message>
    <message>
        <source>its TIFF directory is damaged</source>
        <translation>其 TIFF 目录已损坏</translation>
    </message>
    <message>
        <source>its unknown token "%1" is not in the vocabulary</source>
        <translation>其未知词元“%1”不在词表中</translation>
    </message>
    <message>
        <source>its variant of BMP is not one that can be read</source>
        <translation>无法读取这种 BMP 变体</translation>
    </message>
    <message>
        <source>its weight_map is not an object</source>
        <translation>其 weight_map 不是对象</translation>
    </message>
    <message>
        <source>job.json has %1</source>
        <translation>job.json 中有 %1</translation>
    </message>
    <message>
        <source>job.json has an unknown field "%1"</source>
        <translation>job.json 中有未知字段“%1”</translation>
    </message>
    <message>
        <source>LibTorch found only the reference BLAS, which is about twelve times slower: install OpenBLAS</source>
        <translation>LibTorch 只找到参考版 BLAS，慢约十二倍：请安装 OpenBLAS</translation>
    </message>
    <message>
        <source>LibTorch sees no GPU on this machine</source>
        <translation>LibTorch 在本机上没有检测到 GPU</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>第 %1 行</translation>
    </message>
    <message>
        <source>line %1: %2</source>
        <translation>第 %1 行：%2</translation>
    </message>
    <message>
        <source>lower the learning rate</source>
        <translation>请降低学习率</translation>
    </message>
    <message>
        <source>make it smaller with an image editor if it is genuine</source>
        <translation>如果图片确实这么大，请用图像编辑器缩小</translation>
    </message>
    <message>
        <source>merge %1, "%2 %3", is not in the vocabulary</source>
        <translation>合并 %1“%2 %3”不在词表中</translation>
    </message>
    <message>
        <source>model %1 (%2) is no %3</source>
        <translation>模型 %1（%2）不是%3</translation>
    </message>
    <message>
        <source>n-grams of no words cannot be counted</source>
        <translation>无法统计零个词的 n-gram</translation>
    </message>
    <message>
        <source>name a folder with config.json and weights</source>
        <translation>请指明含有 config.json 和权重的文件夹</translation>
    </message>
    <message>
        <source>no caption of a Scenes image outside the test split is unrated</source>
        <translation>测试集之外的 Scenes 图片已没有未评分的描述</translation>
    </message>
    <message>
        <source>no caption outside the test split is rated or compared</source>
        <translation>测试集之外还没有评过分或比较过的描述</translation>
    </message>
    <message>
        <source>no field names an image (image, file_name or path)</source>
        <translation>没有指明图片的字段（image、file_name 或 path）</translation>
    </message>
    <message>
        <source>no folder models/scenes was found</source>
        <translation>找不到文件夹 models/scenes</translation>
    </message>
    <message>
        <source>no image is in the test split: judged on all images, those trained on included</source>
        <translation>测试集中没有图片：将在所有图片上评判，包括训练用过的</translation>
    </message>
    <message>
        <source>no memory estimate is known for this kind of job</source>
        <translation>这类任务没有内存估算</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>磁盘空间不足</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>没有那个文件或文件夹</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>不是文件夹</translation>
    </message>
    <message>
        <source>nothing was taken from %1</source>
        <translation>没有从 %1 导入任何内容</translation>
    </message>
    <message>
        <source>nothing was taken from %1 because line %2 is wrong</source>
        <translation>没有从 %1 导入任何内容，因为第 %2 行有误</translation>
    </message>
    <message>
        <source>number %1 is not a pair of symbols</source>
        <translation>第 %1 项不是一对符号</translation>
    </message>
    <message>
        <source>number %1 is not two symbols with one space between them</source>
        <translation>第 %1 项不是以一个空格隔开的两个符号</translation>
    </message>
    <message>
        <source>of each image the likeliest caption by %1</source>
        <translation>每张图片取 %1 认为最可能的描述</translation>
    </message>
    <message>
        <source>only captions of the same image can be compared</source>
        <translation>只能比较同一张图片的描述</translation>
    </message>
    <message>
        <source>open it once for writing; a backup is made first</source>
        <translation>请以可写方式打开一次；会先做备份</translation>
    </message>
    <message>
        <source>open it, or choose another name</source>
        <translation>请打开它，或换一个名称</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>没有权限</translation>
    </message>
    <message>
        <source>images come in red, green and blue</source>
        <translation>图片由红、绿、蓝组成</translation>
    </message>
    <message>
        <source>please report it together with the run folder</source>
        <translation>请连同运行文件夹一起报告</translation>
    </message>
    <message>
        <source>policy and reference do not see images through the same network</source>
        <translation>策略与参考模型使用的视觉网络不同</translation>
    </message>
    <message>
        <source>preferences</source>
        <translation>偏好</translation>
    </message>
    <message>
        <source>raise beams</source>
        <translation>请增大 beams</translation>
    </message>
    <message>
        <source>rate at least four captions</source>
        <translation>请至少给四条描述评分</translation>
    </message>
    <message>
        <source>rate some captions first</source>
        <translation>请先给一些描述评分</translation>
    </message>
    <message>
        <source>ratings</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>ratings go from 1 to 5</source>
        <translation>评分为 1 到 5</translation>
    </message>
    <message>
        <source>ratings of 1, 2, 4 or 5</source>
        <translation>1、2、4 或 5 分的评分</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>只读文件系统</translation>
    </message>
    <message>
        <source>rename it</source>
        <translation>请重命名</translation>
    </message>
    <message>
        <source>restore it from a copy</source>
        <translation>请从副本恢复</translation>
    </message>
    <message>
        <source>restore it from a copy; SQLite's .recover can save most of it</source>
        <translation>请从副本恢复；SQLite 的 .recover 可挽救大部分内容</translation>
    </message>
    <message>
        <source>resume with the settings that the run was started with</source>
        <translation>请用启动该运行时的设置来恢复</translation>
    </message>
    <message>
        <source>reward</source>
        <translation>奖励</translation>
    </message>
    <message>
        <source>row %1: %2</source>
        <translation>第 %1 行：%2</translation>
    </message>
    <message>
        <source>run %1 cannot be reproduced</source>
        <translation>运行 %1 无法复现</translation>
    </message>
    <message>
        <source>run %1 is finished</source>
        <translation>运行 %1 已完成</translation>
    </message>
    <message>
        <source>save the tokenizer again with a newer transformers, which writes tokenizer.json</source>
        <translation>请用较新的 transformers 重新保存分词器，它会写出 tokenizer.json</translation>
    </message>
    <message>
        <source>set ATTUNE_RESOURCES to the folder resources of the source</source>
        <translation>请把 ATTUNE_RESOURCES 设为源代码中的 resources 文件夹</translation>
    </message>
    <message>
        <source>several images are called "%1"</source>
        <translation>有几张图片都叫“%1”</translation>
    </message>
    <message>
        <source>shorten it, or lower max_new_tokens</source>
        <translation>请缩短它，或减小 max_new_tokens</translation>
    </message>
    <message>
        <source>some are not</source>
        <translation>有些不是</translation>
    </message>
    <message>
        <source>something is there already</source>
        <translation>那里已有内容</translation>
    </message>
    <message>
        <source>Stale file handle</source>
        <translation>文件句柄已失效</translation>
    </message>
    <message>
        <source>start a new one</source>
        <translation>请新建运行</translation>
    </message>
    <message>
        <source>supported are: %1</source>
        <translation>支持的有：%1</translation>
    </message>
    <message>
        <source>that is out of range</source>
        <translation>超出了范围</translation>
    </message>
    <message>
        <source>the %1 "%2" is not supported</source>
        <translation>不支持 %1“%2”</translation>
    </message>
    <message>
        <source>the %1 header is cut short or damaged</source>
        <translation>%1 文件头不完整或已损坏</translation>
    </message>
    <message>
        <source>the activation "%1" is not supported</source>
        <translation>不支持激活函数“%1”</translation>
    </message>
    <message>
        <source>the added token "%1" has the id %2</source>
        <translation>附加词元“%1”的编号是 %2</translation>
    </message>
    <message>
        <source>the added token "%1" or its id %2 comes twice</source>
        <translation>附加词元“%1”或其编号 %2 出现了两次</translation>
    </message>
    <message>
        <source>the added token "%1" with the id %2 contradicts the vocabulary</source>
        <translation>附加词元“%1”（编号 %2）与词表矛盾</translation>
    </message>
    <message>
        <source>the added tokens in %1 are not a JSON array</source>
        <translation>%1 中的附加词元不是 JSON 数组</translation>
    </message>
    <message>
        <source>the attention maps in %1 do not fit their caption</source>
        <translation>%1 中的注意力图与其描述不符</translation>
    </message>
    <message>
        <source>the attention maps in %1 have an impossible size</source>
        <translation>%1 中的注意力图大小不可能存在</translation>
    </message>
    <message>
        <source>the attention maps of a caption cannot be found</source>
        <translation>找不到一条描述的注意力图</translation>
    </message>
    <message>
        <source>the caption is not UTF-8 text</source>
        <translation>该描述不是 UTF-8 文本</translation>
    </message>
    <message>
        <source>the captioner does not say with which token a caption starts</source>
        <translation>描述模型没有说明描述以哪个词元开始</translation>
    </message>
    <message>
        <source>the captioner has no start token</source>
        <translation>描述模型没有起始词元</translation>
    </message>
    <message>
        <source>the captioner of the demo world is not installed</source>
        <translation>没有安装演示世界的描述模型</translation>
    </message>
    <message>
        <source>the captioner takes %1</source>
        <translation>描述模型最多接受 %1 个词元</translation>
    </message>
    <message>
        <source>the captioner's states are not finite</source>
        <translation>描述模型的状态不是有限值</translation>
    </message>
    <message>
        <source>the captions are not a multiple of the images</source>
        <translation>描述数不是图片数的整数倍</translation>
    </message>
    <message>
        <source>the configuration describes more parameters than there are</source>
        <translation>配置描述的参数多于实际的参数</translation>
    </message>
    <message>
        <source>the crop size %1 is not supported</source>
        <translation>不支持裁剪大小 %1</translation>
    </message>
    <message>
        <source>the cryptographic library refused</source>
        <translation>加密库拒绝了请求</translation>
    </message>
    <message>
        <source>the device ran out of memory</source>
        <translation>设备内存不足</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>the disk was full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>the engine and the workbench do not belong together</source>
        <translation>引擎与工作台不匹配</translation>
    </message>
    <message>
        <source>the engine speaks protocol %1, the workbench %2</source>
        <translation>引擎使用协议 %1，工作台使用 %2</translation>
    </message>
    <message>
        <source>the family "%1" is not supported</source>
        <translation>不支持模型系列“%1”</translation>
    </message>
    <message>
        <source>the field "%1" has the wrong type</source>
        <translation>字段“%1”的类型不对</translation>
    </message>
    <message>
        <source>the field "%1" is missing</source>
        <translation>缺少字段“%1”</translation>
    </message>
    <message>
        <source>the field "%1" is not an object</source>
        <translation>字段“%1”不是对象</translation>
    </message>
    <message>
        <source>the field "%1" is not finite</source>
        <translation>字段“%1”不是有限值</translation>
    </message>
    <message>
        <source>the field "%1" is not positive</source>
        <translation>字段“%1”不是正数</translation>
    </message>
    <message>
        <source>the field "image" is neither a number nor text</source>
        <translation>字段“image”既不是数字也不是文本</translation>
    </message>
    <message>
        <source>the field "value" is missing</source>
        <translation>缺少字段“value”</translation>
    </message>
    <message>
        <source>the file is damaged or not a safetensors file; fetch it again</source>
        <translation>文件已损坏或不是 safetensors 文件；请重新获取</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>文件是空的</translation>
    </message>
    <message>
        <source>the file may be incomplete: copy or download it again</source>
        <translation>文件可能不完整：请重新复制或下载</translation>
    </message>
    <message>
        <source>the file's name is not UTF-8</source>
        <translation>文件名不是 UTF-8</translation>
    </message>
    <message>
        <source>the folder %1 holds no reward model</source>
        <translation>文件夹 %1 中没有奖励模型</translation>
    </message>
    <message>
        <source>the folder %1 is no model</source>
        <translation>文件夹 %1 不是模型</translation>
    </message>
    <message>
        <source>the folder %1 is not an Attune project</source>
        <translation>文件夹 %1 不是 Attune 项目</translation>
    </message>
    <message>
        <source>the folder cannot be read: %1</source>
        <translation>无法读取文件夹：%1</translation>
    </message>
    <message>
        <source>the folder does not exist</source>
        <translation>文件夹不存在</translation>
    </message>
    <message>
        <source>the folder is read-only for you</source>
        <translation>您对该文件夹只有读取权限</translation>
    </message>
    <message>
        <source>the formats are %1</source>
        <translation>可用的格式有 %1</translation>
    </message>
    <message>
        <source>the formats are JPEG, PNG, WebP, TIFF, BMP and GIF</source>
        <translation>可用的格式有 JPEG、PNG、WebP、TIFF、BMP 和 GIF</translation>
    </message>
    <message>
        <source>the GIF holds no image</source>
        <translation>该 GIF 中没有图片</translation>
    </message>
    <message>
        <source>the heads in %1 do not fit the captioner</source>
        <translation>%1 中的投影头与描述模型不符</translation>
    </message>
    <message>
        <source>the heads in %1 do not share one space</source>
        <translation>%1 中的投影头不属于同一个空间</translation>
    </message>
    <message>
        <source>the id of "%1" is not a whole number</source>
        <translation>“%1”的编号不是整数</translation>
    </message>
    <message>
        <source>the image processor %1 is not supported; ViT, DeiT, CLIP, BLIP and SigLIP ones are</source>
        <translation>不支持图像处理器 %1；支持 ViT、DeiT、CLIP、BLIP 和 SigLIP 的</translation>
    </message>
    <message>
        <source>the image processor %1, which splits images into tiles, is not supported; ViT, DeiT, CLIP, BLIP and SigLIP ones are</source>
        <translation>不支持会把图片切块的图像处理器 %1；支持 ViT、DeiT、CLIP、BLIP 和 SigLIP 的</translation>
    </message>
    <message>
        <source>the image states do not fit the images asked for</source>
        <translation>图像状态与所要的图片不符</translation>
    </message>
    <message>
        <source>the job "score" takes no options</source>
        <translation>任务“score”不接受选项</translation>
    </message>
    <message>
        <source>the job met an internal error</source>
        <translation>任务遇到内部错误</translation>
    </message>
    <message>
        <source>the job names no model for the role "%1"</source>
        <translation>任务没有为角色“%1”指定模型</translation>
    </message>
    <message>
        <source>the job speaks of %1 %2, which it was not given</source>
        <translation>任务引用了%1 %2，但没有提供它</translation>
    </message>
    <message>
        <source>the job was given %1 %2 twice</source>
        <translation>任务中重复提供了%1 %2</translation>
    </message>
    <message>
        <source>the job was given no captions</source>
        <translation>没有为任务提供描述</translation>
    </message>
    <message>
        <source>the job was given no images</source>
        <translation>没有为任务提供图片</translation>
    </message>
    <message>
        <source>the kinds are %1</source>
        <translation>类型有 %1</translation>
    </message>
    <message>
        <source>the layout to begin with does not fit the points</source>
        <translation>初始布局与点不符</translation>
    </message>
    <message>
        <source>the longest allowed is %1</source>
        <translation>最长允许 %1</translation>
    </message>
    <message>
        <source>the machine ran out of memory</source>
        <translation>机器内存不足</translation>
    </message>
    <message>
        <source>the merges in %1 are broken</source>
        <translation>%1 中的合并表有误</translation>
    </message>
    <message>
        <source>the model %1 cannot be used</source>
        <translation>无法使用模型 %1</translation>
    </message>
    <message>
        <source>the model %1 is gone</source>
        <translation>模型 %1 不见了</translation>
    </message>
    <message>
        <source>the model folder %1 holds no weights</source>
        <translation>模型文件夹 %1 中没有权重</translation>
    </message>
    <message>
        <source>the number of captions per image cannot be %1</source>
        <translation>每张图片的描述数不能是 %1</translation>
    </message>
    <message>
        <source>the option "%1" is not known here</source>
        <translation>这里不认识选项“%1”</translation>
    </message>
    <message>
        <source>the option %1 cannot be "%2"</source>
        <translation>选项 %1 不能是“%2”</translation>
    </message>
    <message>
        <source>the option %1 cannot be %2</source>
        <translation>选项 %1 不能是 %2</translation>
    </message>
    <message>
        <source>the option %1 is neither a number nor two</source>
        <translation>选项 %1 不是一个数，也不是两个数</translation>
    </message>
    <message>
        <source>the option %1 is not a token of the vocabulary</source>
        <translation>选项 %1 不是词表中的词元</translation>
    </message>
    <message>
        <source>the option add_cross_attention of the decoder is false</source>
        <translation>解码器的选项 add_cross_attention 为 false</translation>
    </message>
    <message>
        <source>the option cross_attention_hidden_size is not supported</source>
        <translation>不支持选项 cross_attention_hidden_size</translation>
    </message>
    <message>
        <source>the option hidden_size is not a multiple of num_attention_heads</source>
        <translation>选项 hidden_size 不是 num_attention_heads 的整数倍</translation>
    </message>
    <message>
        <source>the option image_size is not a multiple of patch_size</source>
        <translation>选项 image_size 不是 patch_size 的整数倍</translation>
    </message>
    <message>
        <source>the option lower_bound needs a reward that knows its uncertainty</source>
        <translation>选项 lower_bound 需要能给出不确定度的奖励模型</translation>
    </message>
    <message>
        <source>the option min_new_tokens is larger than max_new_tokens</source>
        <translation>选项 min_new_tokens 大于 max_new_tokens</translation>
    </message>
    <message>
        <source>the option mode cannot be "%1"</source>
        <translation>选项 mode 不能是“%1”</translation>
    </message>
    <message>
        <source>the option n cannot be %1</source>
        <translation>选项 n 不能是 %1</translation>
    </message>
    <message>
        <source>the option n_embd is not a multiple of n_head</source>
        <translation>选项 n_embd 不是 n_head 的整数倍</translation>
    </message>
    <message>
        <source>the option num_channels is not 3</source>
        <translation>选项 num_channels 不是 3</translation>
    </message>
    <message>
        <source>the option temperature is not positive</source>
        <translation>选项 temperature 不是正数</translation>
    </message>
    <message>
        <source>the options are not a JSON object</source>
        <translation>选项不是 JSON 对象</translation>
    </message>
    <message>
        <source>the options forbid every token</source>
        <translation>选项禁止了所有词元</translation>
    </message>
    <message>
        <source>the image data ends early</source>
        <translation>图片数据提前结束</translation>
    </message>
    <message>
        <source>the image data is damaged or ends early, or uses a rare variant</source>
        <translation>图片数据已损坏、提前结束，或用了少见的变体</translation>
    </message>
    <message>
        <source>the images do not fit the captioner</source>
        <translation>图片与描述模型不符</translation>
    </message>
    <message>
        <source>the points to project are not all finite</source>
        <translation>要投影的点不全是有限值</translation>
    </message>
    <message>
        <source>the policy is %1 nats per caption away from the reference; the limit is %2</source>
        <translation>策略与参考模型的距离达到每条描述 %1 奈特；上限是 %2</translation>
    </message>
    <message>
        <source>the policy writes nearly the same every time: entropy %1, %2 at first</source>
        <translation>策略每次生成的描述几乎相同：熵为 %1，起初为 %2</translation>
    </message>
    <message>
        <source>the project %1 is damaged</source>
        <translation>项目 %1 已损坏</translation>
    </message>
    <message>
        <source>the project %1 is not where it was</source>
        <translation>项目 %1 不在原来的位置</translation>
    </message>
    <message>
        <source>the project %1 is open in another program</source>
        <translation>项目 %1 已在另一个程序中打开</translation>
    </message>
    <message>
        <source>the project %1 was made by a newer version of Attune</source>
        <translation>项目 %1 由更新版本的 Attune 创建</translation>
    </message>
    <message>
        <source>the project %1 was made by an older version of Attune</source>
        <translation>项目 %1 由较旧版本的 Attune 创建</translation>
    </message>
    <message>
        <source>the project could not be brought to version %1 (%2)</source>
        <translation>无法把项目升级到版本 %1（%2）</translation>
    </message>
    <message>
        <source>the project database %1 is damaged</source>
        <translation>项目数据库 %1 已损坏</translation>
    </message>
    <message>
        <source>the project has no %1</source>
        <translation>项目中没有%1</translation>
    </message>
    <message>
        <source>the project has no model</source>
        <translation>项目中没有模型</translation>
    </message>
    <message>
        <source>the project was not brought up to date because its backup failed</source>
        <translation>项目没有升级，因为备份失败了</translation>
    </message>
    <message>
        <source>the purposes are rate, repeat and judge</source>
        <translation>用途有 rate、repeat 和 judge</translation>
    </message>
    <message>
        <source>the reference does not see images through the same network as the captioner</source>
        <translation>参考模型与描述模型使用的视觉网络不同</translation>
    </message>
    <message>
        <source>the rest of the scores was passed over: %1</source>
        <translation>其余的得分被跳过：%1</translation>
    </message>
    <message>
        <source>the reward gave %1 scores for %2 captions</source>
        <translation>奖励模型给出了 %1 个得分，而描述有 %2 条</translation>
    </message>
    <message>
        <source>the reward hardly changes when the image is exchanged: it judges the text alone</source>
        <translation>换掉图片后奖励几乎不变：它只看文字</translation>
    </message>
    <message>
        <source>the reward model %1 cannot be used</source>
        <translation>无法使用奖励模型 %1</translation>
    </message>
    <message>
        <source>the reward model has no tensor "%1"</source>
        <translation>奖励模型没有张量“%1”</translation>
    </message>
    <message>
        <source>the reward model in %1 cannot be used</source>
        <translation>无法使用 %1 中的奖励模型</translation>
    </message>
    <message>
        <source>the reward model in %1 has format version %2</source>
        <translation>%1 中的奖励模型的格式版本是 %2</translation>
    </message>
    <message>
        <source>the reward model in %1 was trained on another captioner</source>
        <translation>%1 中的奖励模型是在另一个描述模型上训练的</translation>
    </message>
    <message>
        <source>the reward model's feature deviations are not all positive</source>
        <translation>奖励模型的特征标准差不全是正数</translation>
    </message>
    <message>
        <source>the reward model's scaling does not fit its features</source>
        <translation>奖励模型的缩放与其特征不符</translation>
    </message>
    <message>
        <source>the reward model's sizes make no sense</source>
        <translation>奖励模型的各层大小不合理</translation>
    </message>
    <message>
        <source>the reward model's tensor "%1" has another shape or type</source>
        <translation>奖励模型的张量“%1”的形状或类型不同</translation>
    </message>
    <message>
        <source>the reward model's tensor "%1" holds values that are not finite</source>
        <translation>奖励模型的张量“%1”中有非有限值</translation>
    </message>
    <message>
        <source>the reward model's tensor "%1" is not of finite 32-bit numbers</source>
        <translation>奖励模型的张量“%1”不是有限的 32 位数</translation>
    </message>
    <message>
        <source>the reward's mean image does not fit the captioner's image states</source>
        <translation>奖励模型的平均图像与描述模型的图像状态不符</translation>
    </message>
    <message>
        <source>the rewards do not fill whole groups</source>
        <translation>奖励的数目凑不成完整的组</translation>
    </message>
    <message>
        <source>the run in %1 is at work already</source>
        <translation>%1 中的运行已在进行</translation>
    </message>
    <message>
        <source>the run was stopped: %1 does not hold</source>
        <translation>运行已停止：%1不成立</translation>
    </message>
    <message>
        <source>the saved place in the image order is damaged</source>
        <translation>保存的图片顺序位置已损坏</translation>
    </message>
    <message>
        <source>the saved random state is damaged</source>
        <translation>保存的随机状态已损坏</translation>
    </message>
    <message>
        <source>the saved state does not fit this captioner</source>
        <translation>保存的状态与此描述模型不符</translation>
    </message>
    <message>
        <source>the saved state does not say whether the critic has started</source>
        <translation>保存的状态没有说明评论家是否已开始</translation>
    </message>
    <message>
        <source>the saved state in %1 belongs to another run</source>
        <translation>%1 中保存的状态属于另一个运行</translation>
    </message>
    <message>
        <source>the saved state in %1 was written by another version of the program</source>
        <translation>%1 中保存的状态由另一版本的程序写出</translation>
    </message>
    <message>
        <source>the saved state names a file outside its folder</source>
        <translation>保存的状态指向其文件夹之外的文件</translation>
    </message>
    <message>
        <source>the saved state names an image that is not there</source>
        <translation>保存的状态指向不存在的图片</translation>
    </message>
    <message>
        <source>the saved state of the optimiser has no "%1"</source>
        <translation>保存的优化器状态中没有“%1”</translation>
    </message>
    <message>
        <source>the scene cannot be drawn</source>
        <translation>无法绘制该场景</translation>
    </message>
    <message>
        <source>the scene names an unknown %1</source>
        <translation>场景中有未知的 %1</translation>
    </message>
    <message>
        <source>the setting "%1" is not supported</source>
        <translation>不支持设置“%1”</translation>
    </message>
    <message>
        <source>the shape of %1 overflows</source>
        <translation>%1 的形状溢出</translation>
    </message>
    <message>
        <source>the shard %1 does not hold %2</source>
        <translation>分片 %1 中没有 %2</translation>
    </message>
    <message>
        <source>the shard of %1 is not a file name</source>
        <translation>%1 的分片不是文件名</translation>
    </message>
    <message>
        <source>the share of hidden repeats lies between 0 and 0.5</source>
        <translation>隐藏重复的比例应在 0 到 0.5 之间</translation>
    </message>
    <message>
        <source>the size %1 is not supported for this kind of image processor</source>
        <translation>这种图像处理器不支持大小 %1</translation>
    </message>
    <message>
        <source>the splits are train, validation and test</source>
        <translation>数据划分有 train、validation 和 test</translation>
    </message>
    <message>
        <source>the tensor %1 comes twice</source>
        <translation>张量 %1 出现了两次</translation>
    </message>
    <message>
        <source>the tensor %1 has %2 rows and not those from %3 on</source>
        <translation>张量 %1 有 %2 行，没有第 %3 行之后的内容</translation>
    </message>
    <message>
        <source>the tensor %1 has a side that is no size</source>
        <translation>张量 %1 有一个维度不是有效的大小</translation>
    </message>
    <message>
        <source>the tensor %1 has no "%2"</source>
        <translation>张量 %1 没有“%2”</translation>
    </message>
    <message>
        <source>the tensor %1 has no dtype</source>
        <translation>张量 %1 没有 dtype</translation>
    </message>
    <message>
        <source>the tensor %1 has no offsets</source>
        <translation>张量 %1 没有偏移量</translation>
    </message>
    <message>
        <source>the tensor %1 has no shape</source>
        <translation>张量 %1 没有形状</translation>
    </message>
    <message>
        <source>the tensor %1 has the dtype %2, which is not supported</source>
        <translation>张量 %1 的 dtype 是 %2，不受支持</translation>
    </message>
    <message>
        <source>the tensor %1 is %2 with %3 dimensions, which is not what was expected</source>
        <translation>张量 %1 是 %2 类型、%3 维，与预期不符</translation>
    </message>
    <message>
        <source>the tensor %1 is of another shape</source>
        <translation>张量 %1 的形状不同</translation>
    </message>
    <message>
        <source>the tensor %1 lies outside the file</source>
        <translation>张量 %1 超出了文件范围</translation>
    </message>
    <message>
        <source>the tensor %1 needs %2 bytes and has %3</source>
        <translation>张量 %1 需要 %2 字节，实际有 %3</translation>
    </message>
    <message>
        <source>the tensor %1 overlaps another</source>
        <translation>张量 %1 与另一个张量重叠</translation>
    </message>
    <message>
        <source>the text is too long for the captioner</source>
        <translation>文本对描述模型来说太长</translation>
    </message>
    <message>
        <source>the TIFF data is damaged, ends early or uses a rare variant</source>
        <translation>TIFF 数据已损坏、提前结束，或用了少见的变体</translation>
    </message>
    <message>
        <source>the token "%1" comes twice</source>
        <translation>词元“%1”出现了两次</translation>
    </message>
    <message>
        <source>the token "%1" has the id %2, out of range</source>
        <translation>词元“%1”的编号 %2 超出范围</translation>
    </message>
    <message>
        <source>the token %1 is not in the captioner's vocabulary</source>
        <translation>词元 %1 不在描述模型的词表中</translation>
    </message>
    <message>
        <source>the tokenizer has an added token of %1 bytes</source>
        <translation>分词器有一个 %1 字节的附加词元</translation>
    </message>
    <message>
        <source>the tokenizer has no model</source>
        <translation>分词器没有模型</translation>
    </message>
    <message>
        <source>the tokenizer in %1 is broken</source>
        <translation>%1 中的分词器有误</translation>
    </message>
    <message>
        <source>the tokenizer is broken</source>
        <translation>分词器有误</translation>
    </message>
    <message>
        <source>the tokenizer's %1 "%2" is not supported</source>
        <translation>不支持分词器的 %1“%2”</translation>
    </message>
    <message>
        <source>the tokenizer's %1 has no type</source>
        <translation>分词器的 %1 没有类型</translation>
    </message>
    <message>
        <source>the tokenizer's %1 is a sequence without a proper list of steps</source>
        <translation>分词器的 %1 是序列，但没有正确的步骤列表</translation>
    </message>
    <message>
        <source>the tokenizer's decoder strips nothing</source>
        <translation>分词器的解码器没有去除任何内容</translation>
    </message>
    <message>
        <source>the tokenizer's longest word has a negative length</source>
        <translation>分词器的最长词长度为负</translation>
    </message>
    <message>
        <source>the tokenizer's model asks for dropout</source>
        <translation>分词器的模型要求 dropout</translation>
    </message>
    <message>
        <source>the tokenizer's model has no type</source>
        <translation>分词器的模型没有类型</translation>
    </message>
    <message>
        <source>the tokenizer's post-processor has no proper "%1"</source>
        <translation>分词器的后处理器没有正确的“%1”</translation>
    </message>
    <message>
        <source>the tokenizer's template for one text does not have its text once</source>
        <translation>分词器的单文本模板中文本没有恰好出现一次</translation>
    </message>
    <message>
        <source>the tokenizer's template for one text is not a proper list</source>
        <translation>分词器的单文本模板不是正确的列表</translation>
    </message>
    <message>
        <source>the tokenizer's template has an id that is not a whole number</source>
        <translation>分词器的模板中有不是整数的编号</translation>
    </message>
    <message>
        <source>the tokenizer's template names "%1" without its ids</source>
        <translation>分词器的模板提到“%1”却没有其编号</translation>
    </message>
    <message>
        <source>the vocabulary has %1 entries</source>
        <translation>词表有 %1 项</translation>
    </message>
    <message>
        <source>the vocabulary has no token with the id %1</source>
        <translation>词表中没有编号为 %1 的词元</translation>
    </message>
    <message>
        <source>the vocabulary in %1 is broken</source>
        <translation>%1 中的词表有误</translation>
    </message>
    <message>
        <source>the weights in %1 do not fit its config.json</source>
        <translation>%1 中的权重与其 config.json 不符</translation>
    </message>
    <message>
        <source>their vision towers differ, and the reference reads the policy's image states</source>
        <translation>它们的视觉塔不同，而参考模型要读取策略的图像状态</translation>
    </message>
    <message>
        <source>there are no captions to score</source>
        <translation>没有可打分的描述</translation>
    </message>
    <message>
        <source>there are no captions to work on</source>
        <translation>没有可处理的描述</translation>
    </message>
    <message>
        <source>there are no images to optimise on</source>
        <translation>没有可用来优化的图片</translation>
    </message>
    <message>
        <source>there are no images to work on</source>
        <translation>没有可处理的图片</translation>
    </message>
    <message>
        <source>there are no images to look at</source>
        <translation>没有可看的图片</translation>
    </message>
    <message>
        <source>there are no points to project</source>
        <translation>没有可投影的点</translation>
    </message>
    <message>
        <source>there are no reward features "%1"</source>
        <translation>没有名为“%1”的奖励特征</translation>
    </message>
    <message>
        <source>there are too few judgements to train a reward model</source>
        <translation>评判太少，无法训练奖励模型</translation>
    </message>
    <message>
        <source>there are too few points for %1 neighbours each</source>
        <translation>点太少，无法各有 %1 个近邻</translation>
    </message>
    <message>
        <source>there are too few points to judge a layout by</source>
        <translation>点太少，无法评判布局</translation>
    </message>
    <message>
        <source>there are unused bytes before the tensor %1</source>
        <translation>张量 %1 之前有未使用的字节</translation>
    </message>
    <message>
        <source>there are unused bytes behind the last tensor</source>
        <translation>最后一个张量之后有未使用的字节</translation>
    </message>
    <message>
        <source>there is a project in %1 already</source>
        <translation>%1 中已经有项目</translation>
    </message>
    <message>
        <source>there is no %1 in %2</source>
        <translation>%1 不在 %2 中</translation>
    </message>
    <message>
        <source>there is no algorithm "%1"</source>
        <translation>没有算法“%1”</translation>
    </message>
    <message>
        <source>there is no caption %1 in this project</source>
        <translation>项目中没有描述 %1</translation>
    </message>
    <message>
        <source>there is no device "%1"</source>
        <translation>找不到设备“%1”</translation>
    </message>
    <message>
        <source>there is no device %1</source>
        <translation>找不到设备 %1</translation>
    </message>
    <message>
        <source>there is no folder %1</source>
        <translation>没有文件夹 %1</translation>
    </message>
    <message>
        <source>there is no image "%1" in this project</source>
        <translation>项目中没有图片“%1”</translation>
    </message>
    <message>
        <source>there is no image %1 in this project</source>
        <translation>项目中没有图片 %1</translation>
    </message>
    <message>
        <source>there is no KL estimator "%1"</source>
        <translation>没有名为“%1”的 KL 估计量</translation>
    </message>
    <message>
        <source>there is no memory to decode it</source>
        <translation>没有足够的内存来解码</translation>
    </message>
    <message>
        <source>there is no model %1 in this project</source>
        <translation>项目中没有模型 %1</translation>
    </message>
    <message>
        <source>there is no model folder %1</source>
        <translation>没有模型文件夹 %1</translation>
    </message>
    <message>
        <source>there is no image to evaluate the captioner on</source>
        <translation>没有可用来评估描述模型的图片</translation>
    </message>
    <message>
        <source>there is no PPO convention "%1"</source>
        <translation>没有名为“%1”的 PPO 约定</translation>
    </message>
    <message>
        <source>there is no project in %1</source>
        <translation>%1 中没有项目</translation>
    </message>
    <message>
        <source>there is no run %1 in this project</source>
        <translation>项目中没有运行 %1</translation>
    </message>
    <message>
        <source>there is no run in %1</source>
        <translation>%1 中没有运行</translation>
    </message>
    <message>
        <source>there is no such file or folder</source>
        <translation>没有这样的文件或文件夹</translation>
    </message>
    <message>
        <source>there is no such folder</source>
        <translation>没有这样的文件夹</translation>
    </message>
    <message>
        <source>there is no such GRPO reduction</source>
        <translation>没有这种 GRPO 归约方式</translation>
    </message>
    <message>
        <source>there is no such image (%1, %2)</source>
        <translation>没有这样的图片（%1，%2）</translation>
    </message>
    <message>
        <source>there is no tensor %1 in %2</source>
        <translation>张量 %1 不在 %2 中</translation>
    </message>
    <message>
        <source>there is no tokenizer in %1</source>
        <translation>%1 中没有分词器</translation>
    </message>
    <message>
        <source>there is no tokenizer.json, and vocabulary files alone of the class %1 are not supported</source>
        <translation>没有 tokenizer.json，而只有 %1 类的词表文件不受支持</translation>
    </message>
    <message>
        <source>there is nothing for the simulated rater</source>
        <translation>没有可供模拟评分者评分的内容</translation>
    </message>
    <message>
        <source>there is nothing to compare its caption with</source>
        <translation>没有可与其描述对比的内容</translation>
    </message>
    <message>
        <source>there is nothing to export</source>
        <translation>没有可导出的内容</translation>
    </message>
    <message>
        <source>there is nothing to learn a reward from</source>
        <translation>没有可用来学习奖励的内容</translation>
    </message>
    <message>
        <source>they are all, states or statistics</source>
        <translation>可选 all、states 或 statistics</translation>
    </message>
    <message>
        <source>they are left, right, tie and both_bad</source>
        <translation>可选 left、right、tie 和 both_bad</translation>
    </message>
    <message>
        <source>they are not a JSON array</source>
        <translation>它们不是 JSON 数组</translation>
    </message>
    <message>
        <source>this captioner cannot be evaluated on Scenes</source>
        <translation>此描述模型无法在 Scenes 上评估</translation>
    </message>
    <message>
        <source>this captioner takes no prompt</source>
        <translation>此描述模型不接受提示词</translation>
    </message>
    <message>
        <source>this job was written by another version of Attune</source>
        <translation>这个任务由另一版本的 Attune 写出</translation>
    </message>
    <message>
        <source>this kind of job is not known</source>
        <translation>这种任务无法识别</translation>
    </message>
    <message>
        <source>this one is %1</source>
        <translation>这一个是 %1</translation>
    </message>
    <message>
        <source>this program reads version %1</source>
        <translation>本程序读取版本 %1</translation>
    </message>
    <message>
        <source>this project has no %1 model yet</source>
        <translation>项目中还没有%1模型</translation>
    </message>
    <message>
        <source>this project has no %1 yet</source>
        <translation>项目中还没有%1</translation>
    </message>
    <message>
        <source>this scene has no gold score</source>
        <translation>该场景没有金标准得分</translation>
    </message>
    <message>
        <source>Too many open files</source>
        <translation>打开的文件过多</translation>
    </message>
    <message>
        <source>train a reward model in this project</source>
        <translation>请在本项目中训练一个奖励模型</translation>
    </message>
    <message>
        <source>train one from your ratings first</source>
        <translation>请先用您的评分训练一个</translation>
    </message>
    <message>
        <source>try again when it is done</source>
        <translation>请等它完成后再试</translation>
    </message>
    <message>
        <source>two layouts of different points cannot be aligned</source>
        <translation>不同点集的两个布局无法对齐</translation>
    </message>
    <message>
        <source>unable to open database file</source>
        <translation>无法打开数据库文件</translation>
    </message>
    <message>
        <source>update Attune; the project was not touched</source>
        <translation>请更新 Attune；项目未被改动</translation>
    </message>
    <message>
        <source>use fewer or smaller images, a smaller batch, or another device</source>
        <translation>请用更少或更小的图片、减小批大小，或换一个设备</translation>
    </message>
    <message>
        <source>use sampling or beam search for several</source>
        <translation>要生成多条请用采样或束搜索</translation>
    </message>
    <message>
        <source>use the captioner that it was trained on, or train a new reward model</source>
        <translation>请使用它训练时所用的描述模型，或训练一个新的奖励模型</translation>
    </message>
    <message>
        <source>will not decode image %1</source>
        <translation>不会解码图片 %1</translation>
    </message>
    <message>
        <source>will not read %1</source>
        <translation>不会读取 %1</translation>
    </message>
    <message>
        <source>will not read image %1</source>
        <translation>不会读取图片 %1</translation>
    </message>
    <message>
        <source>without cross-attention it cannot see the image</source>
        <translation>没有交叉注意力，它看不到图片</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>a problem and its reason</extracomment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>a problem or reason and what to do about it</extracomment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>this project has no captioner yet</source>
        <translation>项目中还没有描述模型</translation>
    </message>
    <message>
        <source>this project has no reward model yet</source>
        <translation>项目中还没有奖励模型</translation>
    </message>
    <message>
        <source>"%1 is finite"</source>
        <translation>“%1 为有限值”</translation>
    </message>
    <message>
        <source>"all %1 are finite"</source>
        <translation>“所有 %1 均为有限值”</translation>
    </message>
    <message>
        <source>"the KL is 0 at step 0"</source>
        <translation>“第 0 步的 KL 为 0”</translation>
    </message>
    <message>
        <source>"the mask adds up to the tokens"</source>
        <translation>“掩码之和等于词元数”</translation>
    </message>
    <message>
        <source>"the ratio is 1 on the first minibatch"</source>
        <translation>“第一个小批量上的比值为 1”</translation>
    </message>
    <message>
        <source>%1 has no lora_A beside it</source>
        <translation>%1 旁边没有 lora_A</translation>
    </message>
    <message>
        <source>%1 has no lora_B beside it</source>
        <translation>%1 旁边没有 lora_B</translation>
    </message>
    <message>
        <source>choose a clip or siglip folder</source>
        <translation>请选择 clip 或 siglip 文件夹</translation>
    </message>
    <message>
        <source>it takes at most %1 x %2 pixels</source>
        <translation>它最多接受 %1 × %2 像素</translation>
    </message>
    <message>
        <source>it takes whole images, and these come in tiles</source>
        <translation>它接受整张图片，而这些图片被切成了块</translation>
    </message>
    <message>
        <source>its option %1 is %2, which is not supported</source>
        <translation>其选项 %1 为 %2，不受支持</translation>
    </message>
    <message>
        <source>its peft_type is not LORA</source>
        <translation>其 peft_type 不是 LORA</translation>
    </message>
    <message>
        <source>its tensor %1 is not a LoRA matrix of a linear layer</source>
        <translation>其张量 %1 不是线性层的 LoRA 矩阵</translation>
    </message>
    <message>
        <source>name layers of the checkpoint, as q_proj or attn.c_attn</source>
        <translation>请写明检查点中的层名，如 q_proj 或 attn.c_attn</translation>
    </message>
    <message>
        <source>no layer to adapt is called "%1"</source>
        <translation>没有名为“%1”的可适配层</translation>
    </message>
    <message>
        <source>images and texts would lie in different spaces</source>
        <translation>图片和文本会落在不同的空间</translation>
    </message>
    <message>
        <source>the adapter %1 cannot be used</source>
        <translation>无法使用适配器 %1</translation>
    </message>
    <message>
        <source>the adapter %1 is empty</source>
        <translation>适配器 %1 是空的</translation>
    </message>
    <message>
        <source>the adapter does not fit this network</source>
        <translation>适配器与此网络不符</translation>
    </message>
    <message>
        <source>the adapter's layer %1 could be %2 or %3</source>
        <translation>适配器的层 %1 可能是 %2 或 %3</translation>
    </message>
    <message>
        <source>the folder %1 holds no adapter</source>
        <translation>文件夹 %1 中没有适配器</translation>
    </message>
    <message>
        <source>the layer %1 has an adapter already</source>
        <translation>层 %1 已经有适配器</translation>
    </message>
    <message>
        <source>the model %1 is no encoder of images and texts</source>
        <translation>模型 %1 不是图像与文本的编码器</translation>
    </message>
    <message>
        <source>the option projection_size is not the hidden_size of the vision tower</source>
        <translation>选项 projection_size 不是视觉塔的 hidden_size</translation>
    </message>
    <message>
        <source>the option vision_use_head is false</source>
        <translation>选项 vision_use_head 为 false</translation>
    </message>
    <message>
        <source>the rank of an adapter cannot be %1</source>
        <translation>适配器的秩不能是 %1</translation>
    </message>
    <message>
        <source>the text is too long for the encoder</source>
        <translation>文本对编码器来说太长</translation>
    </message>
    <message>
        <source>the token %1 is not in the encoder's vocabulary</source>
        <translation>词元 %1 不在编码器的词表中</translation>
    </message>
    <message>
        <source>the vision tower has %1 layers</source>
        <translation>视觉塔有 %1 层</translation>
    </message>
    <message>
        <source>there is no hidden layer %1</source>
        <translation>没有隐藏层 %1</translation>
    </message>
    <message>
        <source>there is no layer to adapt</source>
        <translation>没有可适配的层</translation>
    </message>
    <message>
        <source>this vision tower has no pooled output</source>
        <translation>此视觉塔没有池化输出</translation>
    </message>
    <message>
        <source>without a head there is no image embedding</source>
        <translation>没有头就没有图像嵌入</translation>
    </message>
    <message>
        <source>the project %1</source>
        <translation>项目 %1</translation>
    </message>
    <message>
        <source>cannot read or write the project %1</source>
        <translation>无法读写项目 %1</translation>
    </message>
    <message>
        <source>cannot write the project %1</source>
        <translation>无法写入项目 %1</translation>
    </message>
    <message>
        <source>cannot open the project database %1</source>
        <translation>无法打开项目数据库 %1</translation>
    </message>
    <message>
        <source>cannot read or write the project database %1</source>
        <translation>无法读写项目数据库 %1</translation>
    </message>
    <message>
        <source>cannot write the project database %1</source>
        <translation>无法写入项目数据库 %1</translation>
    </message>
    <message>
        <source>the project database %1</source>
        <translation>项目数据库 %1</translation>
    </message>
    <message>
        <source>%1 does not read it</source>
        <translation>%1 不读取此选项</translation>
    </message>
    <message>
        <source>%1 pairs were left out: their images are not among those to learn from</source>
        <translation>略去了 %1 对描述：其图片不在学习之列</translation>
    </message>
    <message>
        <source>a pair of captions shows two images</source>
        <translation>有一对描述属于两张不同的图片</translation>
    </message>
    <message>
        <source>captions_per_image is 1</source>
        <translation>captions_per_image 为 1</translation>
    </message>
    <message>
        <source>compare captions, or rate several of one image</source>
        <translation>请比较描述，或给同一图片的多条描述评分</translation>
    </message>
    <message>
        <source>compare captions, or rate several of one image, first</source>
        <translation>请先比较描述，或给同一图片的多条描述评分</translation>
    </message>
    <message>
        <source>DPO needs a weight of the reference above 0</source>
        <translation>DPO 要求参考模型的系数大于 0</translation>
    </message>
    <message>
        <source>GRPO compares the captions of an image with each other</source>
        <translation>GRPO 将同一图片的描述相互比较</translation>
    </message>
    <message>
        <source>its pairs of captions differ</source>
        <translation>其描述对不同</translation>
    </message>
    <message>
        <source>leave it out, or choose an algorithm that reads it</source>
        <translation>请去掉它，或选择会读取它的算法</translation>
    </message>
    <message>
        <source>no two captions of an image in the %1 split were compared with a winner, or rated differently</source>
        <translation>数据划分 %1 中没有同一图片的两条描述比较出优劣，或评分不同</translation>
    </message>
    <message>
        <source>preference loss</source>
        <translation>偏好损失</translation>
    </message>
    <message>
        <source>reduction of losses</source>
        <translation>损失归约方式</translation>
    </message>
    <message>
        <source>RLOO compares the captions of an image with each other</source>
        <translation>RLOO 将同一图片的描述相互比较</translation>
    </message>
    <message>
        <source>sample at least two captions of each image</source>
        <translation>请为每张图片至少采样两条描述</translation>
    </message>
    <message>
        <source>sample more captions of each image, or take another baseline</source>
        <translation>请为每张图片采样更多描述，或换一种基线</translation>
    </message>
    <message>
        <source>scale of advantages</source>
        <translation>优势缩放方式</translation>
    </message>
    <message>
        <source>the captions are not equally many of each image</source>
        <translation>各图片的描述数目不相等</translation>
    </message>
    <message>
        <source>the mean of an image's captions is no baseline for a single caption</source>
        <translation>只有一条描述时，图片描述的均值不能作基线</translation>
    </message>
    <message>
        <source>the option kl_coefficient is 0</source>
        <translation>选项 kl_coefficient 为 0</translation>
    </message>
    <message>
        <source>the saved order is of another number of things</source>
        <translation>保存的次序与现在的数目不符</translation>
    </message>
    <message>
        <source>the saved order names something that is not there</source>
        <translation>保存的次序中有不存在的条目</translation>
    </message>
    <message>
        <source>the saved place in the order is damaged</source>
        <translation>保存的次序位置已损坏</translation>
    </message>
    <message>
        <source>there are no pairs of captions to learn from</source>
        <translation>没有可供学习的描述对</translation>
    </message>
    <message>
        <source>there are ppo, reinforce, rloo, grpo, dpo, best_of_n and sft</source>
        <translation>可选 ppo、reinforce、rloo、grpo、dpo、best_of_n 和 sft</translation>
    </message>
    <message>
        <source>there is no %1 "%2"</source>
        <translation>没有名为“%2”的%1</translation>
    </message>
    <message>
        <source>there is no reward to optimise the captioner against</source>
        <translation>没有可用来优化描述模型的奖励</translation>
    </message>
    <message>
        <source>there is no precision "%1"</source>
        <translation>没有名为“%1”的精度</translation>
    </message>
    <message>
        <source>choose auto, float32 or bfloat16</source>
        <translation>请选择 auto、float32 或 bfloat16</translation>
    </message>
    <message>
        <source>supported are: %1 as captioners, %2 to read rewards and embeddings from</source>
        <translation>支持的描述模型：%1；可从中读取奖励和嵌入的：%2</translation>
    </message>
    <message>
        <source>the model %1 has no adapter to export</source>
        <translation>模型 %1 没有可导出的适配器</translation>
    </message>
    <message>
        <source>it was not optimised with adapters, or was brought in from outside</source>
        <translation>它没有用适配器优化过，或是从外部导入的</translation>
    </message>
    <message>
        <source>export it as a checkpoint, or optimise with lora_rank above 0</source>
        <translation>请把它导出为检查点，或将 lora_rank 设为大于 0 再优化</translation>
    </message>
    <message>
        <source>the encoder %1 cannot read texts</source>
        <translation>编码器 %1 不能读文本</translation>
    </message>
    <message>
        <source>use it for images alone, or choose an encoder with a tokenizer.json</source>
        <translation>请只用于图片，或选择带有 tokenizer.json 的编码器</translation>
    </message>
    <message>
        <source>PyTorch stores weights as they are; save them again with torch.save</source>
        <translation>PyTorch 按原样存储权重；请用 torch.save 重新保存</translation>
    </message>
    <message>
        <source>cannot read the weights in %1</source>
        <translation>无法读取 %1 中的权重</translation>
    </message>
    <message>
        <source>fetch the file again</source>
        <translation>请重新获取该文件</translation>
    </message>
    <message>
        <source>fetch the file again, or use a model whose weights are in safetensors files</source>
        <translation>请重新获取该文件，或使用权重为 safetensors 文件的模型</translation>
    </message>
    <message>
        <source>it begins with %1 and not with %2</source>
        <translation>它以 %1 而不是 %2 开头</translation>
    </message>
    <message>
        <source>it does not hold a dictionary of tensors</source>
        <translation>它不含张量字典</translation>
    </message>
    <message>
        <source>it has no model.safetensors and no pytorch_model.bin</source>
        <translation>它没有 model.safetensors，也没有 pytorch_model.bin</translation>
    </message>
    <message>
        <source>it holds no model.safetensors and no pytorch_model.bin</source>
        <translation>其中没有 model.safetensors，也没有 pytorch_model.bin</translation>
    </message>
    <message>
        <source>it holds two pickles</source>
        <translation>它含有两个 pickle</translation>
    </message>
    <message>
        <source>it is a tar archive, the format that PyTorch had before version 0.2</source>
        <translation>它是 tar 归档，即 PyTorch 0.2 版之前的格式</translation>
    </message>
    <message>
        <source>it is a zip archive without a data.pkl</source>
        <translation>它是不含 data.pkl 的 zip 归档</translation>
    </message>
    <message>
        <source>it is cut off: a zip archive ends with its directory</source>
        <translation>它不完整：zip 归档以其目录结尾</translation>
    </message>
    <message>
        <source>it is in the format that PyTorch had before version 1.6</source>
        <translation>它采用 PyTorch 1.6 版之前的格式</translation>
    </message>
    <message>
        <source>it is not a weights file of PyTorch</source>
        <translation>它不是 PyTorch 的权重文件</translation>
    </message>
    <message>
        <source>its directory is cut off</source>
        <translation>其目录不完整</translation>
    </message>
    <message>
        <source>its directory is damaged</source>
        <translation>其目录已损坏</translation>
    </message>
    <message>
        <source>its numbers are not little-endian</source>
        <translation>其数值不是小端序</translation>
    </message>
    <message>
        <source>its pickle adds to what is not %1</source>
        <translation>其 pickle 向不是 %1 的值添加内容</translation>
    </message>
    <message>
        <source>its pickle adds to what is not a dictionary</source>
        <translation>其 pickle 向不是字典的值添加内容</translation>
    </message>
    <message>
        <source>its pickle adds to what is not a list</source>
        <translation>其 pickle 向不是列表的值添加内容</translation>
    </message>
    <message>
        <source>its pickle calls "%1"</source>
        <translation>其 pickle 调用了“%1”</translation>
    </message>
    <message>
        <source>its pickle calls what is no function</source>
        <translation>其 pickle 调用了不是函数的值</translation>
    </message>
    <message>
        <source>its pickle has the protocol %1, which is not supported</source>
        <translation>其 pickle 的协议为 %1，不受支持</translation>
    </message>
    <message>
        <source>its pickle holds a key without a value</source>
        <translation>其 pickle 中有键没有值</translation>
    </message>
    <message>
        <source>its pickle holds a number of more than 64 bits</source>
        <translation>其 pickle 含有超过 64 位的数</translation>
    </message>
    <message>
        <source>its pickle holds the opcode %1, which has no place in weights</source>
        <translation>其 pickle 含有操作码 %1，它不应出现在权重中</translation>
    </message>
    <message>
        <source>its pickle imports "%1", which has no place in weights</source>
        <translation>其 pickle 导入了“%1”，它不应出现在权重中</translation>
    </message>
    <message>
        <source>its pickle imports a nameless thing</source>
        <translation>其 pickle 导入了没有名称的对象</translation>
    </message>
    <message>
        <source>its pickle is cut off</source>
        <translation>其 pickle 不完整</translation>
    </message>
    <message>
        <source>its pickle is larger than that of any network</source>
        <translation>其 pickle 比任何网络的都大</translation>
    </message>
    <message>
        <source>its pickle keeps a value that is not there</source>
        <translation>其 pickle 要保存的值不存在</translation>
    </message>
    <message>
        <source>its pickle leaves values behind</source>
        <translation>其 pickle 留下了多余的值</translation>
    </message>
    <message>
        <source>its pickle makes a dictionary of something</source>
        <translation>其 pickle 用某个值构造字典</translation>
    </message>
    <message>
        <source>its pickle makes a parameter of what is no tensor</source>
        <translation>其 pickle 用不是张量的值构造参数</translation>
    </message>
    <message>
        <source>its pickle makes a tensor of something else than a storage</source>
        <translation>其 pickle 用不是存储的值构造张量</translation>
    </message>
    <message>
        <source>its pickle recalls what it never kept</source>
        <translation>其 pickle 取用了从未保存的值</translation>
    </message>
    <message>
        <source>its pickle refers to data that are no storage of numbers</source>
        <translation>其 pickle 引用了不是数值存储的数据</translation>
    </message>
    <message>
        <source>its pickle uses a mark that is not there</source>
        <translation>其 pickle 使用了不存在的标记</translation>
    </message>
    <message>
        <source>its pickle uses a value that is not there</source>
        <translation>其 pickle 使用了不存在的值</translation>
    </message>
    <message>
        <source>load it in PyTorch 1.6 or later and save it again with torch.save</source>
        <translation>请在 PyTorch 1.6 或更高版本中加载它，再用 torch.save 重新保存</translation>
    </message>
    <message>
        <source>no other is supported</source>
        <translation>不支持其他值</translation>
    </message>
    <message>
        <source>one of its tensors has no name</source>
        <translation>其中一个张量没有名称</translation>
    </message>
    <message>
        <source>save it on a computer of another kind</source>
        <translation>请在另一种计算机上保存它</translation>
    </message>
    <message>
        <source>shorten it</source>
        <translation>请缩短它</translation>
    </message>
    <message>
        <source>the data of the tensor "%1" are cut off</source>
        <translation>张量“%1”的数据不完整</translation>
    </message>
    <message>
        <source>the data of the tensor "%1" are missing</source>
        <translation>缺少张量“%1”的数据</translation>
    </message>
    <message>
        <source>the file %1 in it has two sizes</source>
        <translation>其中的文件 %1 有两个大小</translation>
    </message>
    <message>
        <source>the file %1 in it is compressed</source>
        <translation>其中的文件 %1 已压缩</translation>
    </message>
    <message>
        <source>the file %1 in it is encrypted</source>
        <translation>其中的文件 %1 已加密</translation>
    </message>
    <message>
        <source>the file %1 is in it twice</source>
        <translation>文件 %1 在其中出现了两次</translation>
    </message>
    <message>
        <source>the file %1 is not where its directory says</source>
        <translation>文件 %1 不在目录所说的位置</translation>
    </message>
    <message>
        <source>the file %1 lies outside of it</source>
        <translation>文件 %1 位于其范围之外</translation>
    </message>
    <message>
        <source>the option num_image_with_embedding is not supported</source>
        <translation>不支持选项 num_image_with_embedding</translation>
    </message>
    <message>
        <source>the option position_embedding_type is not "absolute"</source>
        <translation>选项 position_embedding_type 不是“absolute”</translation>
    </message>
    <message>
        <source>the prompt does not begin with the captioner's start token</source>
        <translation>提示词不是以描述模型的起始词元开头</translation>
    </message>
    <message>
        <source>the prompt is too long for the captioner</source>
        <translation>提示词对描述模型来说太长</translation>
    </message>
    <message>
        <source>the tensor %1 begins before its data</source>
        <translation>张量 %1 始于其数据之前</translation>
    </message>
    <message>
        <source>the tensor %1 has not as many strides as sides</source>
        <translation>张量 %1 的步幅数与维数不同</translation>
    </message>
    <message>
        <source>the tensor %1 has too many dimensions</source>
        <translation>张量 %1 的维数过多</translation>
    </message>
    <message>
        <source>the tensor %1 lies outside its data</source>
        <translation>张量 %1 超出其数据范围</translation>
    </message>
    <message>
        <source>the token %1 of the prompt is not in the captioner's vocabulary</source>
        <translation>提示词中的词元 %1 不在描述模型的词表中</translation>
    </message>
    <message>
        <source>they hold %1 under two names</source>
        <translation>其中 %1 有两个名称</translation>
    </message>
    <message>
        <source>this is a captioner of films</source>
        <translation>这是为视频生成描述的模型</translation>
    </message>
    <message>
        <source>what it holds under %1 is no tensor</source>
        <translation>它在 %1 下的内容不是张量</translation>
    </message>
    <message>
        <source>the prompt is too short</source>
        <translation>提示词太短</translation>
    </message>
    <message>
        <source>it holds no image</source>
        <translation>其中没有图片</translation>
    </message>
    <message>
        <source>the prompt holds the token id %1</source>
        <translation>提示词中含有词元编号 %1</translation>
    </message>
    <message>
        <source>the prompt does not fit the image</source>
        <translation>提示词与图片不匹配</translation>
    </message>
    <message>
        <source>it has %1 image tokens and the image %2 states</source>
        <translation>它有 %1 个图像词元，而图片有 %2 个状态</translation>
    </message>
    <message>
        <source>the image token %1 is not one of the vocabulary</source>
        <translation>图像词元 %1 不在词表中</translation>
    </message>
    <message>
        <source>the vocabulary of %1 entries is too large</source>
        <translation>有 %1 项的词表太大</translation>
    </message>
    <message>
        <source>this captioner needs a prompt</source>
        <translation>这个描述模型需要提示词</translation>
    </message>
    <message>
        <source>a chat model sees an image inside the question about it</source>
        <translation>对话模型是在关于图片的提问中看图片的</translation>
    </message>
    <message>
        <source>the images and their prompts do not fit each other</source>
        <translation>图片与它们的提示词互不匹配</translation>
    </message>
    <message>
        <source>the prompt is too long for this captioner</source>
        <translation>提示词对这个描述模型来说太长</translation>
    </message>
    <message>
        <source>image and words take %1 of its %2 positions</source>
        <translation>图片和文字占用了 %1 个位置，而它只有 %2 个</translation>
    </message>
    <message>
        <source>the prompt does not end as this captioner's prompts do</source>
        <translation>提示词的结尾与这个描述模型的提示词不同</translation>
    </message>
    <message>
        <source>the prompt ends with the token id %1</source>
        <translation>提示词以词元编号 %1 结尾</translation>
    </message>
    <message>
        <source>the grid of patches is not a multiple of the option scale_factor</source>
        <translation>图块网格不是选项 scale_factor 的整数倍</translation>
    </message>
    <message>
        <source>the vision tower "%1" is not supported</source>
        <translation>不支持视觉塔“%1”</translation>
    </message>
    <message>
        <source>for llava it is "clip_vision_model"</source>
        <translation>对于 llava 应为“clip_vision_model”</translation>
    </message>
    <message>
        <source>the option vision_feature_layer names the layer %1</source>
        <translation>选项 vision_feature_layer 指定了第 %1 层</translation>
    </message>
    <message>
        <source>the vision tower has %1</source>
        <translation>视觉塔有 %1 层</translation>
    </message>
    <message>
        <source>the option vision_feature_layer names no layer</source>
        <translation>选项 vision_feature_layer 没有指定任何层</translation>
    </message>
    <message>
        <source>the option vision_feature_select_strategy is neither default nor full</source>
        <translation>选项 vision_feature_select_strategy 既不是 default 也不是 full</translation>
    </message>
    <message>
        <source>the rotary positions "%1" are not supported</source>
        <translation>不支持旋转位置编码“%1”</translation>
    </message>
    <message>
        <source>supported are: default, linear, llama3</source>
        <translation>支持的有：default、linear、llama3</translation>
    </message>
    <message>
        <source>the numbers of the rotary positions are not sound</source>
        <translation>旋转位置编码的数值不合理</translation>
    </message>
    <message>
        <source>the language model "%1" is not supported</source>
        <translation>不支持语言模型“%1”</translation>
    </message>
    <message>
        <source>supported is: llama</source>
        <translation>支持的是：llama</translation>
    </message>
    <message>
        <source>the option head_dim is odd</source>
        <translation>选项 head_dim 是奇数</translation>
    </message>
    <message>
        <source>rotary positions turn pairs of dimensions</source>
        <translation>旋转位置编码成对地旋转维度</translation>
    </message>
    <message>
        <source>the option num_attention_heads is not a multiple of num_key_value_heads</source>
        <translation>选项 num_attention_heads 不是 num_key_value_heads 的整数倍</translation>
    </message>
    <message>
        <source>cannot cut an image of %1 x %2 pixels into tiles for the model</source>
        <translation>无法把 %1 × %2 像素的图片切成模型所需的小块</translation>
    </message>
    <message>
        <source>there would be more than %1</source>
        <translation>数量会超过 %1</translation>
    </message>
    <message>
        <source>the family "%1" has no chat template that is known here</source>
        <translation>这里不知道模型系列“%1”的对话模板</translation>
    </message>
    <message>
        <source>the chat template of %1 is not one that is known here; prompts are written as the family %2 writes them</source>
        <translation>%1 的对话模板不是这里所知的；提示词按模型系列 %2 的写法书写</translation>
    </message>
    <message>
        <source>the prompt holds the token &lt;image&gt;</source>
        <translation>提示词中含有词元 &lt;image&gt;</translation>
    </message>
    <message>
        <source>the image finds its place by itself</source>
        <translation>图片的位置会自动安排</translation>
    </message>
    <message>
        <source>leave it out</source>
        <translation>请去掉它</translation>
    </message>
    <message>
        <source>it is not a chat model</source>
        <translation>它不是对话模型</translation>
    </message>
    <message>
        <source>the image processor %1 is not supported; ViT, DeiT, CLIP, BLIP, SigLIP, Idefics3 and SmolVLM ones are</source>
        <translation>不支持图像处理器 %1；支持 ViT、DeiT、CLIP、BLIP、SigLIP、Idefics3 和 SmolVLM 的</translation>
    </message>
    <message>
        <source>the job asks different things of its images</source>
        <translation>任务对各张图片使用了不同的提示词</translation>
    </message>
    <message>
        <source>a run has one prompt</source>
        <translation>一次运行只有一个提示词</translation>
    </message>
    <message>
        <source>make a run of each</source>
        <translation>请分别运行</translation>
    </message>
    <message>
        <source>there is no true score to optimise for</source>
        <translation>没有可供优化的金标准得分</translation>
    </message>
    <message>
        <source>only images of the demo world have one</source>
        <translation>只有演示世界的图片才有</translation>
    </message>
    <message>
        <source>train a reward model from ratings, and leave reward_source at "model"</source>
        <translation>请用评分训练奖励模型，并让 reward_source 保持为“model”</translation>
    </message>
    <message>
        <source>a reward model is named, and the true score is to take its place</source>
        <translation>指定了奖励模型，却又要用金标准得分代替它</translation>
    </message>
    <message>
        <source>leave out either the reward model or reward_source</source>
        <translation>请去掉奖励模型或 reward_source 其中之一</translation>
    </message>
    <message>
        <source>%1 heads, %2 features, %3 hidden units, a fusion %4 wide</source>
        <translation>%1 个头，%2 个特征，%3 个隐藏单元，融合宽度 %4</translation>
    </message>
    <message>
        <source>a chat model's prompt holds images of different numbers of tiles, whose maps are of different sizes</source>
        <translation>对话模型的提示词中，图片的分块数各不相同，其注意力图的大小也不同</translation>
    </message>
    <message>
        <source>a rater who errs every other time teaches nothing</source>
        <translation>从一半判断都出错的评分者那里学不到任何东西</translation>
    </message>
    <message>
        <source>an encoder does not say where it looks</source>
        <translation>编码器不提供注意力图</translation>
    </message>
    <message>
        <source>leave the option attention_map off</source>
        <translation>请关闭选项 attention_map</translation>
    </message>
    <message>
        <source>on one of the kind "%1", and this one is of the kind "%2"</source>
        <translation>训练时所用模型的类别是“%1”，而这个模型的类别是“%2”</translation>
    </message>
    <message>
        <source>the features are of one kind only</source>
        <translation>只有一种特征</translation>
    </message>
    <message>
        <source>the features hold no text, or no image states</source>
        <translation>特征中没有文本，或没有图像状态</translation>
    </message>
    <message>
        <source>the model that it reads through is not known</source>
        <translation>不知道它所用的描述模型是哪一个</translation>
    </message>
    <message>
        <source>the repeats of a rater do not add up</source>
        <translation>某位评分者的重复评判数目不一致</translation>
    </message>
    <message>
        <source>the reward cannot read an attention map</source>
        <translation>奖励模型无法读取注意力图</translation>
    </message>
    <message>
        <source>the reward model in %1 was trained on another kind of model</source>
        <translation>%1 中的奖励模型是在另一类模型上训练的</translation>
    </message>
    <message>
        <source>the reward model's state deviations are not all positive</source>
        <translation>奖励模型的状态标准差不全是正数</translation>
    </message>
    <message>
        <source>there is no fusion "%1"</source>
        <translation>没有名为“%1”的融合方式</translation>
    </message>
    <message>
        <source>there is nothing to attend from or to</source>
        <translation>没有可供计算注意力的查询或键</translation>
    </message>
    <message>
        <source>there is nothing to multiply</source>
        <translation>没有可以相乘的内容</translation>
    </message>
    <message>
        <source>they are concatenate, gated, hadamard and cross_attention</source>
        <translation>可选的有 concatenate、gated、hadamard 和 cross_attention</translation>
    </message>
    <message>
        <source>this captioner's family does not say where it looks</source>
        <translation>这一系列的描述模型不提供注意力图</translation>
    </message>
    <message>
        <source>use all features, or another fusion</source>
        <translation>请使用全部特征，或另选融合方式</translation>
    </message>
    <message>
        <source>use the model that it was trained on, or train a new reward model</source>
        <translation>请使用它训练时所用的模型，或训练一个新的奖励模型</translation>
    </message>
    <message>
        <source>each row of features needs its image and its prompt</source>
        <translation>每张图片都需要其像素数据和提示词</translation>
    </message>
    <message>
        <source>each caption needs its image, its deviation and whether it is rated</source>
        <translation>每条描述都需要对应的图片、偏差以及是否已评分</translation>
    </message>
    <message>
        <source>the captions that were judged answer %1 prompts; all are read as answers to "%2", which most of them answer</source>
        <translation>评判过的描述回答了 %1 个不同的提示词；全部视为对“%2”的回答，因为其中大多数回答的是它</translation>
    </message>
    <message>
        <source>the captions that were judged answer %1 prompts; all are read as answers to the captioner's own, which most of them answer</source>
        <translation>评判过的描述回答了 %1 个不同的提示词；全部视为对描述模型自带提示词的回答，因为其中大多数回答的是它</translation>
    </message>
    <message>
        <source>left out, because what captioners are judged by is not learnt from: comparisons of the Judge page, %1</source>
        <translation>已略去“盲评”页的 %1 次比较：用于盲评的数据不参与学习</translation>
    </message>
    <message>
        <source>the reward attends to image states, and was given none</source>
        <translation>奖励模型需要读取图像状态，但没有得到任何状态</translation>
    </message>
    <message>
        <source>a single step of the optimiser moved the policy too far; the learning rate is now %1</source>
        <translation>优化器的一步就让策略偏离过远；学习率现为 %1</translation>
    </message>
    <message>
        <source>The guard, which is off, would have stopped the run after round %1: %2. No round was better than the captioner that the run began with.</source>
        <translation>守护机制已关闭；若开启，会在第 %1 轮之后停止该运行：%2。没有哪一轮比运行开始时的描述模型更好。</translation>
    </message>
    <message>
        <source>The guard, which is off, would have stopped the run after round %1: %2. The captioner of round %3 is the best so far.</source>
        <translation>守护机制已关闭；若开启，会在第 %1 轮之后停止该运行：%2。目前最好的是第 %3 轮的描述模型。</translation>
    </message>
    <message>
        <source>the reward's heads do not agree that captions are better than at first: by %1, give or take %2</source>
        <translation>奖励模型的各个头对描述是否优于最初意见不一：增益 %1 ± %2</translation>
    </message>
    <message>
        <source>%1 of them could be held out, and five are needed</source>
        <translation>只有 %1 个可以留出，至少需要五个</translation>
    </message>
    <message>
        <source>only a captioner's decoder can</source>
        <translation>只有描述模型的解码器可以</translation>
    </message>
    <message>
        <source>rate more images, or set the option trunk to frozen</source>
        <translation>请再为一些图片评分，或将选项 trunk 设为 frozen</translation>
    </message>
    <message>
        <source>set the option trunk to frozen</source>
        <translation>请将选项 trunk 设为 frozen</translation>
    </message>
    <message>
        <source>the trunk of an encoder cannot be tuned</source>
        <translation>不能微调编码器主干</translation>
    </message>
    <message>
        <source>there are too few judgements to tune the trunk of the reward</source>
        <translation>评判太少，无法微调奖励模型的主干</translation>
    </message>
    <message>
        <source>tuning the trunk made the reward no better on what it did not learn from: it stays frozen</source>
        <translation>微调主干后，奖励在没有学过的数据上并没有变好：主干保持冻结</translation>
    </message>
    <message>
        <source>no shared space could be learnt</source>
        <translation>无法学得共享空间</translation>
    </message>
    <message>
        <source>the states of images or captions are not finite</source>
        <translation>图片或描述的状态不是有限值</translation>
    </message>
    <message>
        <source>there are %1 and it takes %2</source>
        <translation>现有 %1，至少需要 %2</translation>
    </message>
    <message>
        <source>there are too few images with captions to learn a shared space from</source>
        <translation>带有描述的图片太少，无法从中学习共享空间</translation>
    </message>
    <message>
        <source>set the option comparison_weight above 0</source>
        <translation>请将选项 comparison_weight 设为大于 0</translation>
    </message>
    <message>
        <source>there are only comparisons, and their weight is 0</source>
        <translation>只有比较，而其权重为 0</translation>
    </message>
    <message>
        <source>edit captions, rate some 4 or 5, or import references</source>
        <translation>请修改描述、为一些描述评 4 或 5 分，或导入参考描述</translation>
    </message>
    <message>
        <source>edit, compare or rate some, or import references</source>
        <translation>请修改一些描述、比较或评分，或导入参考描述</translation>
    </message>
    <message>
        <source>no image in the %1 split has a caption that is taken to be right</source>
        <translation>数据划分 %1 中没有图片带有可视为正确的描述</translation>
    </message>
    <message>
        <source>there are no captions to learn from</source>
        <translation>没有可供学习的描述</translation>
    </message>
    <message>
        <source>an engine on %1 works on it</source>
        <translation>%1 上的引擎正在处理它</translation>
    </message>
    <message>
        <source>no engine is at work on it</source>
        <translation>没有引擎正在处理它</translation>
    </message>
    <message>
        <source>process %1 works on it, which is no engine</source>
        <translation>正在处理它的进程 %1 不是引擎</translation>
    </message>
    <message>
        <source>run %1 cannot be stopped</source>
        <translation>无法停止运行 %1</translation>
    </message>
    <message>
        <source>stop it there</source>
        <translation>请在那里停止它</translation>
    </message>
    <message>
        <source>%1 holds numbers that are not finite</source>
        <translation>%1 中有不是有限数的值</translation>
    </message>
    <message>
        <source>add it as the adapter of a captioner</source>
        <translation>请把它作为某个描述模型的适配器来添加</translation>
    </message>
    <message>
        <source>choose another run</source>
        <translation>请换一个运行</translation>
    </message>
    <message>
        <source>fetch it again</source>
        <translation>请重新获取</translation>
    </message>
    <message>
        <source>it ends early</source>
        <translation>它提前结束</translation>
    </message>
    <message>
        <source>it has a replacement of more than %1 bytes</source>
        <translation>其中有一个替换内容超过 %1 字节</translation>
    </message>
    <message>
        <source>it has no adapter_model.safetensors and no adapter_model.bin</source>
        <translation>其中没有 adapter_model.safetensors，也没有 adapter_model.bin</translation>
    </message>
    <message>
        <source>it has no pieces</source>
        <translation>其中没有词片</translation>
    </message>
    <message>
        <source>it holds an adapter for one</source>
        <translation>其中是模型的适配器</translation>
    </message>
    <message>
        <source>it is not a list of pieces with scores</source>
        <translation>它不是带分数的词片列表</translation>
    </message>
    <message>
        <source>it is not written in base64</source>
        <translation>它不是用 base64 写成的</translation>
    </message>
    <message>
        <source>its replacements are not UTF-8 text</source>
        <translation>其替换内容不是 UTF-8 文本</translation>
    </message>
    <message>
        <source>its trie is no array of units</source>
        <translation>其前缀树不是单元数组</translation>
    </message>
    <message>
        <source>its unknown token has the id %1, which the vocabulary does not have</source>
        <translation>其未知词元的编号是 %1，词表中没有这个编号</translation>
    </message>
    <message>
        <source>merge it into its base with PEFT, and add the checkpoint that comes of it</source>
        <translation>请用 PEFT 把它合并到其基础模型，再添加得到的检查点</translation>
    </message>
    <message>
        <source>merge it into the captioner that it was trained on</source>
        <translation>请把它合并到训练它时所用的描述模型</translation>
    </message>
    <message>
        <source>number %1 is not a piece with a score</source>
        <translation>第 %1 项不是带分数的词片</translation>
    </message>
    <message>
        <source>of its %1 layers %2 are not there: %3</source>
        <translation>在其 %1 个层中，有 %2 个在此网络中不存在：%3</translation>
    </message>
    <message>
        <source>of its %1 layers %2 have other widths there: %3</source>
        <translation>在其 %1 个层中，有 %2 个在此网络中的宽度不同：%3</translation>
    </message>
    <message>
        <source>piece %1 has %2 bytes; the longest allowed is %3</source>
        <translation>词片 %1 有 %2 字节；最长允许 %3 字节</translation>
    </message>
    <message>
        <source>piece %1 is empty</source>
        <translation>词片 %1 为空</translation>
    </message>
    <message>
        <source>resume it from its last checkpoint; if it stops again, please report this with the run folder</source>
        <translation>请从最后的检查点恢复；如果再次停止，请连同运行文件夹一起报告</translation>
    </message>
    <message>
        <source>run %1 has reported no metrics</source>
        <translation>运行 %1 没有报告过任何指标</translation>
    </message>
    <message>
        <source>runs whose events are gone, so that their values carry the time at which the run was made: %1</source>
        <translation>事件文件已丢失的运行数（其数值只能标上运行的创建时间）：%1</translation>
    </message>
    <message>
        <source>runs with metrics</source>
        <translation>带有指标的运行</translation>
    </message>
    <message>
        <source>the adapter %1 holds no weights</source>
        <translation>适配器 %1 中没有权重</translation>
    </message>
    <message>
        <source>the adapter %1 is damaged</source>
        <translation>适配器 %1 已损坏</translation>
    </message>
    <message>
        <source>the adapter does not name its base: it is merged into the current captioner, %1</source>
        <translation>适配器没有指明其基础模型：它会合并到当前的描述模型 %1</translation>
    </message>
    <message>
        <source>the adapter names %1 as its base, which this project does not have: it is merged into the current captioner, %2</source>
        <translation>适配器指明其基础模型是 %1，而项目中没有它：它会合并到当前的描述模型 %2</translation>
    </message>
    <message>
        <source>the adapter names %1 as its base: it is merged into the captioner %2</source>
        <translation>适配器指明其基础模型是 %1：它会合并到描述模型 %2</translation>
    </message>
    <message>
        <source>the adapter's alpha_pattern has two values for its layer %1</source>
        <translation>适配器的 alpha_pattern 对其层 %1 给出了两个值</translation>
    </message>
    <message>
        <source>the id of the tokenizer's unknown token is not a whole number</source>
        <translation>分词器未知词元的编号不是整数</translation>
    </message>
    <message>
        <source>the job "merge" takes no options</source>
        <translation>任务“merge”不接受选项</translation>
    </message>
    <message>
        <source>the labelling interface for it is in %1</source>
        <translation>与之配套的标注界面位于 %1</translation>
    </message>
    <message>
        <source>the matrix %1 is in it twice</source>
        <translation>其中矩阵 %1 出现了两次</translation>
    </message>
    <message>
        <source>the program that ran it ended</source>
        <translation>运行它的程序已结束</translation>
    </message>
    <message>
        <source>the score of piece %1 is not a number</source>
        <translation>词片 %1 的分数不是数字</translation>
    </message>
    <message>
        <source>the shapes or types of %1 and its lora_B do not belong together</source>
        <translation>%1 与其 lora_B 的形状或类型不相配</translation>
    </message>
    <message>
        <source>the tokenizer's Metaspace does not replace spaces by one character</source>
        <translation>分词器的 Metaspace 没有用一个字符替换空格</translation>
    </message>
    <message>
        <source>the tokenizer's Metaspace has the unknown prepend_scheme "%1"</source>
        <translation>分词器的 Metaspace 带有未知的 prepend_scheme“%1”</translation>
    </message>
    <message>
        <source>the tokenizer's table of characters is broken</source>
        <translation>分词器的字符表有误</translation>
    </message>
    <message>
        <source>there is no tokenizer.json, and spiece.model alone is not supported</source>
        <translation>没有 tokenizer.json，而只有 spiece.model 是不支持的</translation>
    </message>
    <message>
        <source>train a reward model or optimise a captioner first</source>
        <translation>请先训练一个奖励模型或优化一个描述模型</translation>
    </message>
    <message>
        <source>a deviation is not above 0</source>
        <translation>有一个标准差不大于 0</translation>
    </message>
    <message>
        <source>an edit needs words</source>
        <translation>修改后的描述不能没有文字</translation>
    </message>
    <message>
        <source>each caption needs its prompt</source>
        <translation>每条描述都需要其提示词</translation>
    </message>
    <message>
        <source>its options, its seed or its captioner differ</source>
        <translation>其选项、随机种子或描述模型不同</translation>
    </message>
    <message>
        <source>the earlier layout in %1 is damaged</source>
        <translation>%1 中先前的布局已损坏</translation>
    </message>
    <message>
        <source>The guard stopped the run after round %1: %2. No round was better than the captioner that the run began with: new work starts from that.</source>
        <translation>守护机制在第 %1 轮之后停止了该运行：%2。没有哪一轮比运行开始时的描述模型更好：新的工作从那个模型开始。</translation>
    </message>
    <message>
        <source>The guard stopped the run after round %1: %2. The captioner of round %3 is the best so far: new work starts from it.</source>
        <translation>守护机制在第 %1 轮之后停止了该运行：%2。目前最好的是第 %3 轮的描述模型：新的工作从它开始。</translation>
    </message>
    <message>
        <source>the purposes of a rating are rate and repeat</source>
        <translation>评分的用途有 rate 和 repeat</translation>
    </message>
    <message>
        <source>dtypes are auto, float32, bfloat16 and float16</source>
        <translation>数据类型有 auto、float32、bfloat16 和 float16</translation>
    </message>
    <message>
        <source>fetch the missing file: without it nobody knows how images are prepared for the model</source>
        <translation>请获取缺少的文件：没有它就不知道如何为模型准备图片</translation>
    </message>
    <message>
        <source>it has no preprocessor_config.json, and no processor_config.json with image settings in it</source>
        <translation>其中没有 preprocessor_config.json，也没有含图像设置的 processor_config.json</translation>
    </message>
    <message>
        <source>it is the projection onto the vocabulary, which keeps its weights</source>
        <translation>它是到词表的投影，其权重保持不变</translation>
    </message>
    <message>
        <source>it lies before the image features, which are computed once and kept while the captioner learns</source>
        <translation>它位于图像特征之前，而图像特征在描述模型学习期间只计算一次并保留</translation>
    </message>
    <message>
        <source>name layers of the decoder, as q_proj or attn.c_attn</source>
        <translation>请指定解码器的层，例如 q_proj 或 attn.c_attn</translation>
    </message>
    <message>
        <source>the layer "%1" cannot be adapted</source>
        <translation>不能为层“%1”加适配器</translation>
    </message>
    <message>
        <source>there is no dtype "%1"</source>
        <translation>没有数据类型“%1”</translation>
    </message>
    <message>
        <source>fetch the model's tokenizer.json again</source>
        <translation>请重新获取该模型的 tokenizer.json</translation>
    </message>
    <message>
        <source>its rules would fill the memory</source>
        <translation>其规则会占满内存</translation>
    </message>
    <message>
        <source>one of its storages has a name of %1 bytes, where PyTorch has a number</source>
        <translation>其中一个存储的名称有 %1 字节，而 PyTorch 使用的是数字</translation>
    </message>
    <message>
        <source>the tokenizer makes %1 bytes and more of a text of %2</source>
        <translation>分词器会把 %2 字节的文本变成 %1 字节以上</translation>
    </message>
    <message>
        <source>the tokenizer's %1 has %2 bytes</source>
        <translation>分词器的 %1 有 %2 字节</translation>
    </message>
    <message>
        <source>the tokenizer's %1 is a sequence of more than %2 steps</source>
        <translation>分词器的 %1 是超过 %2 步的序列</translation>
    </message>
    <message>
        <source>its options, its seed, its captioner or what it was given differ</source>
        <translation>其选项、随机种子、描述模型或输入不同</translation>
    </message>
    <message>
        <source>a link to a folder is not followed, import that folder itself</source>
        <translation>指向文件夹的链接不会跟随，请直接导入那个文件夹</translation>
    </message>
    <message>
        <source>a list is not taken in with its folder, import it by itself</source>
        <translation>列表不会随文件夹一起导入，请单独导入它</translation>
    </message>
    <message>
        <source>it is read only with %1 above 0</source>
        <translation>只有 %1 大于 0 时才会读取它</translation>
    </message>
    <message>
        <source>it is read only with %1 set to %2</source>
        <translation>只有 %1 设为 %2 时才会读取它</translation>
    </message>
    <message>
        <source>leave it out, or set %1</source>
        <translation>请去掉它，或设置 %1</translation>
    </message>
    <message>
        <source>The guard does not watch what captions tell of their images: the better caption tells more in just %1 of the %2 preferences.</source>
        <translation>守护机制不监测描述对图片的信息量：在 %2 个偏好中，只有 %1 个的较好描述信息量更大。</translation>
    </message>
    <message>
        <source>the reward rises on captions that tell less of their images: %1 nats, they were at %2</source>
        <translation>奖励上升，但描述对图片的信息量减少了：现为 %1 奈特，之前为 %2</translation>
    </message>
    <message>
        <source>the reward rises, but of %1 held-out pairs of captions the policy favours the better one in just %2 %</source>
        <translation>奖励上升，但在 %1 个留出的描述对中，策略仅在 %2 % 中偏向较好的描述</translation>
    </message>
    <message>
        <source>the other captioner does not see images through the same network as the reference: its KL is not measured</source>
        <translation>另一个描述模型与参考模型看图所用的网络不同：不测量它的 KL</translation>
    </message>
    <message>
        <source>a CPU does not compute in float16</source>
        <translation>CPU 不支持 float16 计算</translation>
    </message>
    <message>
        <source>LibTorch sees %1 GPUs</source>
        <translation>LibTorch 检测到 %1 块 GPU</translation>
    </message>
    <message>
        <source>LibTorch sees one GPU</source>
        <translation>LibTorch 检测到 1 块 GPU</translation>
    </message>
    <message>
        <source>take bfloat16 or float32, or a GPU</source>
        <translation>请使用 bfloat16 或 float32，或改用 GPU</translation>
    </message>
    <message>
        <source>use the device %1 or %2</source>
        <translation>请将设备改为“%1”或“%2”</translation>
    </message>
    <message>
        <source>%1 images have no COCO id and were left out</source>
        <translation>有 %1 张图片没有 COCO 编号，已略过</translation>
    </message>
    <message>
        <source>keep the images of each list in a project of its own</source>
        <translation>请将每个列表的图片放在各自的项目中</translation>
    </message>
    <message>
        <source>nothing was exported</source>
        <translation>没有导出任何内容</translation>
    </message>
    <message>
        <source>the field "%1" is not a whole number</source>
        <translation>字段“%1”不是整数</translation>
    </message>
    <message>
        <source>two images have the COCO id %1</source>
        <translation>有两张图片的 COCO 编号同为 %1</translation>
    </message>
    <message>
        <source>the field "%1" is out of range</source>
        <translation>字段“%1”超出范围</translation>
    </message>
    <message>
        <source>all ratings are equal, and no comparison prefers one</source>
        <translation>所有评分都相同，也没有一次比较偏好其中之一</translation>
    </message>
    <message>
        <source>rate captions higher and lower, or prefer one of two</source>
        <translation>请给描述打出高低不同的分数，或在两条中偏好一条</translation>
    </message>
    <message>
        <source>the judgements tell no caption from another</source>
        <translation>这些判断没有区分出任何描述</translation>
    </message>
</context>
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
        <translation>logits 除以此值；越低，分布越集中于高概率词元。仅用于采样。</translation>
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
        <translation>提前结束</translation>
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
        <translation>集成头数</translation>
    </message>
    <message>
        <source>Members of the ensemble; each learns from its own resampling of the images.</source>
        <translation>集成的成员（头）数；每个头从各自对图片的重采样中学习。</translation>
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
        <translation>早停耐心</translation>
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
        <source>ppo</source>
        <translation>PPO</translation>
    </message>
    <message>
        <source>Rounds</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>Rounds of rollout and update.</source>
        <translation>采样与更新的轮数。</translation>
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
        <translation>logits 除以此值；采样、参考模型和更新均相同。</translation>
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
        <source>Passes over each round's captions.</source>
        <translation>遍历每轮描述的次数。</translation>
    </message>
    <message>
        <source>Minibatch images</source>
        <translation>小批量图片数</translation>
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
        <translation>价值裁剪到采样时的价值加减此值的范围内。</translation>
    </message>
    <message>
        <source>Gamma</source>
        <translation>折扣因子 γ</translation>
    </message>
    <message>
        <source>Discount of later rewards.</source>
        <translation>后续奖励的折扣。</translation>
    </message>
    <message>
        <source>Lambda</source>
        <translation>GAE 系数 λ</translation>
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
        <source>Lower bound</source>
        <translation>置信下界</translation>
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
        <translation>填充和最后一个词元如何计入：普通掩码，或与 TRL 一致。</translation>
    </message>
    <message>
        <source>plain</source>
        <translation>普通</translation>
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
        <source>Of the sampled captions.</source>
        <translation>用于采样的描述。</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>批大小</translation>
    </message>
    <message>
        <source>Images that are captioned together.</source>
        <translation>一起生成描述的图片数。</translation>
    </message>
    <message>
        <source>images</source>
        <translation>张图片</translation>
    </message>
    <message>
        <source>Guard</source>
        <translation>守护机制</translation>
    </message>
    <message>
        <source>Umap</source>
        <translation>UMAP</translation>
    </message>
    <message>
        <source>Beside the principal components, a layout that keeps neighbours together (UMAP).</source>
        <translation>除主成分外，再计算一个让相邻点聚在一起的布局（UMAP）。</translation>
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
    <message>
        <source>reinforce</source>
        <translation>REINFORCE</translation>
    </message>
    <message>
        <source>rloo</source>
        <translation>RLOO</translation>
    </message>
    <message>
        <source>grpo</source>
        <translation>GRPO</translation>
    </message>
    <message>
        <source>dpo</source>
        <translation>DPO</translation>
    </message>
    <message>
        <source>best_of_n</source>
        <translation>N 选最优</translation>
    </message>
    <message>
        <source>Critic</source>
        <translation>评论家</translation>
    </message>
    <message>
        <source>What values are read from: the policy's own states, or those of a network of the same size that learns values alone and takes as much memory again.</source>
        <translation>价值从何处读取：策略自身的状态，或一个同样大小、只学习价值、再占一份内存的网络的状态。</translation>
    </message>
    <message>
        <source>shared</source>
        <translation>共享</translation>
    </message>
    <message>
        <source>separate</source>
        <translation>独立</translation>
    </message>
    <message>
        <source>Step size of Adam for the critic.</source>
        <translation>评论家的 Adam 步长。</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>group</source>
        <translation>图片组</translation>
    </message>
    <message>
        <source>Advantage scale</source>
        <translation>优势缩放</translation>
    </message>
    <message>
        <source>batch</source>
        <translation>整轮</translation>
    </message>
    <message>
        <source>Reduction</source>
        <translation>损失归约</translation>
    </message>
    <message>
        <source>How the losses of tokens become one: the mean of captions' means, the mean of all tokens, or the sum over captions of a fixed length.</source>
        <translation>各词元的损失如何合成一个：各描述均值的均值、全部词元的均值，或按固定长度描述求和。</translation>
    </message>
    <message>
        <source>bnpo</source>
        <translation>BNPO</translation>
    </message>
    <message>
        <source>dr_grpo</source>
        <translation>Dr. GRPO</translation>
    </message>
    <message>
        <source>Preference loss</source>
        <translation>偏好损失</translation>
    </message>
    <message>
        <source>Loss on pairs: logistic, hinge, logistic with some pairs taken to be wrong (cdpo), or a squared margin that stops growing (IPO).</source>
        <translation>描述对的损失：逻辑损失、合页损失、假定部分描述对有误的逻辑损失（cDPO），或间隔不再增大的平方损失（IPO）。</translation>
    </message>
    <message>
        <source>sigmoid</source>
        <translation>逻辑</translation>
    </message>
    <message>
        <source>hinge</source>
        <translation>合页</translation>
    </message>
    <message>
        <source>cdpo</source>
        <translation>cDPO</translation>
    </message>
    <message>
        <source>ipo</source>
        <translation>IPO</translation>
    </message>
    <message>
        <source>Share of pairs taken to be decided by mistake; cdpo only.</source>
        <translation>假定为误判的描述对所占比例；仅用于 cDPO。</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>In what the networks multiply: bfloat16 is twice as fast or more on a GPU and rounds to three digits. Weights stay in float32. Automatic is bfloat16 on a GPU and float32 on the CPU.</source>
        <translation>网络做乘法所用的精度：bfloat16 在 GPU 上快一倍以上，但只保留约三位有效数字。权重始终为 float32。“自动”在 GPU 上用 bfloat16，在 CPU 上用 float32。</translation>
    </message>
    <message>
        <source>LoRA rank</source>
        <translation>LoRA 秩</translation>
    </message>
    <message>
        <source>Rank of the low-rank adapters (LoRA) that learn in the place of the weights; 0 trains all weights of the decoder. Adapters take a fraction of the memory, and want a learning rate several times as high.</source>
        <translation>代替权重来学习的低秩适配器（LoRA）的秩；0 表示训练解码器的全部权重。适配器只占一小部分内存，需要高出数倍的学习率。</translation>
    </message>
    <message>
        <source>LoRA alpha</source>
        <translation>LoRA 缩放系数 α</translation>
    </message>
    <message>
        <source>What adapters add is multiplied by this over their rank.</source>
        <translation>适配器所加的部分乘以此值与秩之比。</translation>
    </message>
    <message>
        <source>LoRA targets</source>
        <translation>LoRA 目标层</translation>
    </message>
    <message>
        <source>Names of the layers that get adapters, as q_proj or attn.c_*, separated by commas; empty: every linear layer of the decoder.</source>
        <translation>装上适配器的层的名称，如 q_proj 或 attn.c_*，用逗号分隔；留空则为解码器的每个线性层。</translation>
    </message>
    <message>
        <source>Reward source</source>
        <translation>奖励来源</translation>
    </message>
    <message>
        <source>model</source>
        <translation>奖励模型</translation>
    </message>
    <message>
        <source>gold</source>
        <translation>金标准得分</translation>
    </message>
    <message>
        <source>Attention map</source>
        <translation>注意力图</translation>
    </message>
    <message>
        <source>The reward also reads where the captioner looks while it reads the caption.</source>
        <translation>奖励模型还会读取描述模型在读描述时的注意力。</translation>
    </message>
    <message>
        <source>Fusion</source>
        <translation>融合方式</translation>
    </message>
    <message>
        <source>How image and caption come together: side by side; weighed by a gate for each modality; multiplied; or the caption looks for itself in the image.</source>
        <translation>图像与描述如何融合：拼接；各模态由门控加权；逐元素相乘；或由描述对图像做交叉注意力。</translation>
    </message>
    <message>
        <source>concatenate</source>
        <translation>拼接</translation>
    </message>
    <message>
        <source>gated</source>
        <translation>门控</translation>
    </message>
    <message>
        <source>hadamard</source>
        <translation>逐元素相乘</translation>
    </message>
    <message>
        <source>cross_attention</source>
        <translation>交叉注意力</translation>
    </message>
    <message>
        <source>Fusion size</source>
        <translation>融合宽度</translation>
    </message>
    <message>
        <source>Width of the products of hadamard and of what cross_attention finds.</source>
        <translation>逐元素相乘的乘积以及交叉注意力所得结果的宽度。</translation>
    </message>
    <message>
        <source>Rater noise</source>
        <translation>评分者误差</translation>
    </message>
    <message>
        <source>Where pairs that came back unannounced show how often a rater errs, that share of the rater's comparisons is taken to be decided by mistake; label_smoothing is what is believed before.</source>
        <translation>若暗中再次出现的配对显示出评分者的误判率，就按此比例把该评分者的比较视为误判；在此之前以标签平滑（label_smoothing）为准。</translation>
    </message>
    <message>
        <source>Trunk</source>
        <translation>主干</translation>
    </message>
    <message>
        <source>What becomes of the captioner that the reward reads through: it stays as it is; the reward's own copy of it learns through low-rank adapters; or with all weights behind its image states. Kept only if it judges better on a quarter of the images, which it does not learn from.</source>
        <translation>奖励模型所用的描述模型如何处理：保持不变；其副本通过低秩适配器学习；或其副本在图像状态之后的全部权重都参与学习。只有在未用于学习的四分之一图片上判断得更好时才保留。</translation>
    </message>
    <message>
        <source>frozen</source>
        <translation>冻结</translation>
    </message>
    <message>
        <source>lora</source>
        <translation>LoRA</translation>
    </message>
    <message>
        <source>full</source>
        <translation>全部权重</translation>
    </message>
    <message>
        <source>Trunk rank</source>
        <translation>主干的秩</translation>
    </message>
    <message>
        <source>Rank of the adapters of a trunk that learns by lora; what they add is multiplied by 2.</source>
        <translation>主干以 LoRA 学习时适配器的秩；适配器所加的部分乘以 2。</translation>
    </message>
    <message>
        <source>Trunk epochs</source>
        <translation>主干训练遍数</translation>
    </message>
    <message>
        <source>Passes over the judgements with a trunk that learns, at most: three without a gain end it.</source>
        <translation>主干学习时最多遍历评判的次数；连续三次没有改进即停止。</translation>
    </message>
    <message>
        <source>Trunk learning rate</source>
        <translation>主干学习率</translation>
    </message>
    <message>
        <source>Step size of Adam while trunk and heads learn together.</source>
        <translation>主干与各头一起学习时 Adam 的步长。</translation>
    </message>
    <message>
        <source>Learn space</source>
        <translation>学习共享空间</translation>
    </message>
    <message>
        <source>Where the captioner brings no space that images and captions share, one is learnt from the captions of these images; a fifth of the images is held out to measure how well captions find their image.</source>
        <translation>如果描述模型没有自带图片与描述的共享空间，就从这些图片的描述中学习一个；留出五分之一的图片，用来衡量由描述检索图片的效果。</translation>
    </message>
    <message>
        <source>How the policy is improved: by policy gradients on what it samples (PPO, REINFORCE, RLOO, GRPO), on the best of several samples, on pairs of captions that you preferred one of (DPO), or on captions that are right (SFT, supervised fine-tuning).</source>
        <translation>改进策略的方法：对采样结果做策略梯度（PPO、REINFORCE、RLOO、GRPO），学习若干采样中最好的一个，学习您比较过的描述对（DPO），或学习正确的描述（SFT，监督微调）。</translation>
    </message>
    <message>
        <source>sft</source>
        <translation>SFT</translation>
    </message>
    <message>
        <source>Demonstrations</source>
        <translation>示范</translation>
    </message>
    <message>
        <source>edits</source>
        <translation>自己的文字</translation>
    </message>
    <message>
        <source>top_rated</source>
        <translation>评分高的</translation>
    </message>
    <message>
        <source>references</source>
        <translation>参考描述</translation>
    </message>
    <message>
        <source>Once a minibatch finds the policy this far from where the round began, the last step is taken back and the round's updates end. Where already a round's first step goes too far, the learning rate is halved for the rest of the run, and the step tried again. 0 lets all updates run.</source>
        <translation>一旦某个小批量发现策略与本轮开始时相距达到此值，就撤回最后一步并结束本轮更新。如果一轮的第一步就已走得太远，则在本次运行的剩余部分将学习率减半，并重试这一步。0 表示不限制，全部执行。</translation>
    </message>
    <message>
        <source>Sampled captions of each image, besides the greedy one; 0 is none.</source>
        <translation>除贪心描述外，每张图片采样的描述数；0 表示不采样。</translation>
    </message>
    <message>
        <source>Dtype</source>
        <translation>数据类型</translation>
    </message>
    <message>
        <source>Kind of numbers that the captioner computes with. bfloat16 takes half the memory and is faster where the device multiplies in it; float16 needs a GPU; auto is what the checkpoint is stored in. With fewer bits some captions come out slightly differently.</source>
        <translation>描述模型计算所用的数值类型。bfloat16 只占一半内存，在支持其乘法的设备上更快；float16 需要 GPU；“自动”即检查点存储所用的类型。位数较少时，个别描述会略有不同。</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Images, with all their captions, in each step of the optimiser. Fewer take less memory and make noisier steps.</source>
        <translation>优化器每一步使用的图片数（连同其全部描述）。数量越少，占用内存越少，但每步的噪声越大。</translation>
    </message>
    <message>
        <source>Which captions are taken to be right: your own words, captions that you rated 4 or 5, the references that came with the images, or all of these.</source>
        <translation>哪些描述视为正确：您自己写的文字、您评为 4 或 5 分的描述、随图片而来的参考描述，或以上全部。</translation>
    </message>
    <message>
        <source>What scores captions: the reward model, or the true score of the demo world's images (gold), which no real image has. The latter is for studies: it shows what the optimiser could reach.</source>
        <translation>由什么给描述打分：奖励模型，或演示世界图片的金标准得分（gold），真实照片没有这种得分。后者用于研究：它显示优化所能达到的水平。</translation>
    </message>
    <message>
        <source>What a caption's reward is compared with: the mean of the round, the mean of its image, or the reward of the image's greedy caption (self-critical).</source>
        <translation>描述的奖励与什么比较：本轮的均值、该图片的均值，或该图片贪心描述的奖励（自批判，self-critical）。</translation>
    </message>
    <message>
        <source>What rewards, centred on their image's mean, are divided by: the deviation of the image's captions, of the round, or nothing.</source>
        <translation>以图片均值为中心的奖励除以什么：该图片各描述的标准差、本轮的标准差，或不除。</translation>
    </message>
    <message>
        <source>Taken from the reward of a caption that was cut before its end token.</source>
        <translation>描述在结束词元出现之前被截断时，从其奖励中扣除的值。</translation>
    </message>
    <message>
        <source>Taken from the reward for every token; below 0, long captions are favoured.</source>
        <translation>每个词元从奖励中扣除的量；小于 0 时偏好长描述。</translation>
    </message>
    <message>
        <source>Taken from the reward of a caption all of whose word pairs have come before; less for a smaller share.</source>
        <translation>若一条描述的所有词对都曾出现过，则从其奖励中扣除此量；比例较小时按比例扣除。</translation>
    </message>
    <message>
        <source>Deviations of the reward ensemble taken from the reward, against over-optimisation.</source>
        <translation>从奖励中减去奖励集成的标准差的倍数，以防过度优化。</translation>
    </message>
    <message>
        <source>Stop a run that games its reward: KL, length, repetition, entropy or the reward's doubt out of bounds, or, while the reward rises, captions that tell less and less of their images or worse ones of those that you judged gaining on better ones.</source>
        <translation>停止钻奖励空子的运行：KL、长度、重复、熵或奖励的不确定性越界，或者奖励上升而描述对图片的信息量越来越少，或您评判过的描述中较差的反而比较好的更受偏向。</translation>
    </message>
</context>
<context>
    <name>attune::ActionRegistry</name>
    <message>
        <source>Go to the page “%1” first.</source>
        <extracomment>%1 is the name of a page, as in "Rate"</extracomment>
        <translation>请先转到“%1”页。</translation>
    </message>
</context>
<context>
    <name>attune::AdapterDialog</name>
    <message>
        <source>Add an adapter</source>
        <translation>添加适配器</translation>
    </message>
    <message>
        <source>Chosen first is the one that the adapter names, else the current captioner.</source>
        <translation>首先选中的是适配器所指明的描述模型，否则是当前的描述模型。</translation>
    </message>
    <message>
        <source>&amp;Captioner</source>
        <translation>描述模型(&amp;C)</translation>
    </message>
    <message>
        <source>The adapter names this captioner. It is merged into a copy, which becomes the current one.</source>
        <translation>适配器指明了此描述模型。它会合并到一个副本中，该副本将成为当前的描述模型。</translation>
    </message>
    <message>
        <source>The adapter names no captioner of this project: choose the one that it was trained on. It is merged into a copy, which becomes the current one.</source>
        <translation>适配器没有指明项目中的任何描述模型：请选择训练它时所用的那一个。它会合并到一个副本中，该副本将成为当前的描述模型。</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
</context>
<context>
    <name>attune::Application</name>
    <message>
        <source>Not saved</source>
        <translation>未保存</translation>
    </message>
</context>
<context>
    <name>attune::BarPlot</name>
    <message>
        <source>%1, %2</source>
        <extracomment>a bar of a model: "B, CIDEr"</extracomment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1: %2 (%3 to %4)</source>
        <extracomment>a bar, its value, and the ends of its interval</extracomment>
        <translation>%1：%2（%3 至 %4）</translation>
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
    <message numerus="yes">
        <source>%1: %2
%3: %4
%n case(s)</source>
        <extracomment>values under the mouse, each behind the name of its axis, and how many cases they are of</extracomment>
        <translation>
            <numerusform>%1：%2
%3：%4
%n 个样本</numerusform>
        </translation>
    </message>
    <message>
        <source>cases in each bin</source>
        <translation>每组的样本数</translation>
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
    <message>
        <source>Both bad</source>
        <translation>都不好</translation>
    </message>
    <message>
        <source>Equally good</source>
        <translation>同样好</translation>
    </message>
    <message>
        <source>Both captions are equally good.</source>
        <translation>两条描述同样好。</translation>
    </message>
    <message>
        <source>Both captions are bad.</source>
        <translation>两条描述都不好。</translation>
    </message>
    <message>
        <source>It names something that the image does not show.</source>
        <translation>提到了图片中没有的内容。</translation>
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
        <source>A caption cannot be empty. Write what the image shows, or press Escape.</source>
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
    <message numerus="yes">
        <source>preferred %n time(s)</source>
        <translation>
            <numerusform>胜出 %n 次</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>not preferred %n time(s)</source>
        <translation>
            <numerusform>落选 %n 次</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>a tie %n time(s)</source>
        <translation>
            <numerusform>平手 %n 次</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>both bad %n time(s)</source>
        <translation>
            <numerusform>都不好 %n 次</numerusform>
        </translation>
    </message>
    <message>
        <source>Compared by you: %1</source>
        <extracomment>%1 is "preferred 2 times, a tie 1 time": how a caption did against others</extracomment>
        <translation>您的比较：%1</translation>
    </message>
    <message>
        <source>Compared by the simulated rater: %1</source>
        <translation>模拟评分者的比较：%1</translation>
    </message>
    <message>
        <source>Compared by %1: %2</source>
        <translation>%1 的比较：%2</translation>
    </message>
    <message>
        <source>edited by %1</source>
        <translation>由 %1 编辑</translation>
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
        <source>Step</source>
        <translation>步数</translation>
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
        <translation>任务完全相同。</translation>
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
        <translation>点击可隐藏此曲线。</translation>
    </message>
    <message>
        <source>Click to show this curve.</source>
        <translation>点击可显示此曲线。</translation>
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
    <name>attune::DecisionCounts</name>
    <message numerus="yes">
        <source>%Ln rating(s)</source>
        <translation>
            <numerusform>%Ln 个评分</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln comparison(s)</source>
        <translation>
            <numerusform>%Ln 次比较</numerusform>
        </translation>
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
    <message>
        <source>This note is not saved yet. It will be tried again when you change it or leave it.</source>
        <translation>此备注尚未保存。修改它或离开它时会再次尝试保存。</translation>
    </message>
</context>
<context>
    <name>attune::DeviceWords</name>
    <message>
        <source>Automatic</source>
        <extracomment>where things are computed: the first graphics card, else the processor</extracomment>
        <translation>自动</translation>
    </message>
    <message>
        <source>CPU</source>
        <extracomment>where things are computed: the processor</extracomment>
        <translation>CPU</translation>
    </message>
    <message>
        <source>GPU</source>
        <extracomment>where things are computed: a graphics card</extracomment>
        <translation>GPU</translation>
    </message>
    <message>
        <source>GPU %1</source>
        <extracomment>where things are computed: a graphics card; %1 is its number, from 0</extracomment>
        <translation>GPU %1</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>a device and what it is: "GPU 0 (NVIDIA H200)"</extracomment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>The run computes on %1, which this machine does not have. Start a new one with another device.</source>
        <extracomment>%1 is a device: "GPU 3"</extracomment>
        <translation>该运行所用的设备是 %1，而本机没有此设备。请改用其他设备新建运行。</translation>
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
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Captions as points of their own</source>
        <translation>将描述作为单独的点</translation>
    </message>
    <message>
        <source>Each caption is placed beside the image that it describes, if it fits.</source>
        <translation>描述若与图片相符，就会落在该图片附近。</translation>
    </message>
    <message>
        <source>&amp;Images</source>
        <translation>图片(&amp;I)</translation>
    </message>
    <message>
        <source>Compute</source>
        <translation>计算</translation>
    </message>
    <message>
        <source>UMAP</source>
        <translation>UMAP</translation>
    </message>
    <message>
        <source>Images and captions are placed as this captioner, or encoder of images and texts, sees them.</source>
        <translation>图片和描述的位置由此模型（描述模型或图文编码器）的表示决定。</translation>
    </message>
    <message>
        <source>&amp;Seen by</source>
        <translation>所用模型(&amp;S)</translation>
    </message>
    <message>
        <source>Learn a space that images and captions share</source>
        <translation>学习图片与描述的共享空间</translation>
    </message>
    <message>
        <source>It brings captions near the images that they describe, and tells how often captions of a held-out fifth find their image. Leave it on for a captioner that knows no such space; switch it off to see the captioner's own states as they are.</source>
        <translation>让描述靠近其所描述的图片，并在留出的五分之一图片上测量由描述检索到对应图片的比例。描述模型没有自带共享空间时，请保持开启；想查看描述模型的原始状态时，请关闭。</translation>
    </message>
    <message>
        <source>An encoder of images and texts brings a space of its own.</source>
        <translation>图文编码器自带共享空间。</translation>
    </message>
    <message>
        <source>It is learnt from captions: have them placed as points, too.</source>
        <translation>共享空间从描述中学得：请同时勾选“将描述作为单独的点”。</translation>
    </message>
    <message>
        <source>Default: on</source>
        <translation>默认：开</translation>
    </message>
    <message>
        <source>Default: off</source>
        <translation>默认：关</translation>
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
        <source>The layout is being read</source>
        <translation>正在读取布局</translation>
    </message>
    <message>
        <source>&amp;Compute embedding...</source>
        <translation>计算嵌入(&amp;C)...</translation>
    </message>
    <message>
        <source>Places images and captions in the space that the captioner sees them in.</source>
        <translation>将图片和描述放到描述模型的表示空间中。</translation>
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
        <translation>模型或轮次</translation>
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
        <translation>还没有可计算嵌入的内容</translation>
    </message>
    <message>
        <source>Bring in images and a captioner; here they become points of one space, near to what is like them.</source>
        <translation>请导入图片并添加描述模型；图片和描述会在这里成为同一空间中的点，相似者彼此靠近。</translation>
    </message>
    <message>
        <source>Go to the Library</source>
        <translation>前往图库</translation>
    </message>
    <message>
        <source>See your images and captions as one space</source>
        <translation>在同一空间中查看图片和描述</translation>
    </message>
    <message>
        <source>Images and captions that are alike lie near each other: colour them by reward or rating, select a region to rate or tag it. Reward training and optimisation add layouts that show how points move.</source>
        <translation>相似的图片和描述彼此靠近：可按奖励或评分着色，也可选择一个区域进行评分或添加标签。奖励训练和优化会增加布局，显示点如何移动。</translation>
    </message>
    <message>
        <source>Compute embedding</source>
        <translation>计算嵌入</translation>
    </message>
    <message>
        <source>Select all points</source>
        <translation>选择所有点</translation>
    </message>
    <message>
        <source>Select none</source>
        <translation>取消选择</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Export the plot as %1...</source>
        <extracomment>%1 is a file format such as PNG</extracomment>
        <translation>将图导出为 %1...</translation>
    </message>
    <message>
        <source>No points are shown.</source>
        <translation>没有显示任何点。</translation>
    </message>
    <message>
        <source>No point is selected.</source>
        <translation>没有选中任何点。</translation>
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
    <message>
        <source>Imported: %1 and %2. One Undo takes them back.</source>
        <extracomment>"12 ratings" and "3 comparisons"</extracomment>
        <translation>已导入：%1，%2。撤销一次即可全部撤回。</translation>
    </message>
    <message>
        <source>Preferences, ratings, captions, curves and checkpoints, as other programs read them.</source>
        <translation>偏好、评分、描述、曲线和检查点，采用其他程序可读取的格式。</translation>
    </message>
    <message>
        <source>There is something at the place of the export already: %1</source>
        <translation>导出位置已存在内容：%1</translation>
    </message>
    <message>
        <source>Export again, to another place.</source>
        <translation>请重新导出到其他位置。</translation>
    </message>
    <message>
        <source>The export is done: %1</source>
        <translation>导出已完成：%1</translation>
    </message>
    <message>
        <source>Recording decisions</source>
        <translation>正在写入判断</translation>
    </message>
    <message>
        <source>Reading decisions</source>
        <translation>正在读取判断</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>正在停止</translation>
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
        <source>&amp;Choose...</source>
        <translation>选择(&amp;C)...</translation>
    </message>
    <message>
        <source>Choose where the export goes</source>
        <translation>选择导出位置</translation>
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
    <message>
        <source>&amp;Also the comparisons of the Judge page</source>
        <translation>也包括“盲评”页的比较(&amp;A)</translation>
    </message>
    <message>
        <source>They test captioners: a captioner that learns from them cannot be judged by them any more.</source>
        <translation>它们用于检验描述模型：从中学习过的描述模型不能再用它们来评判。</translation>
    </message>
    <message>
        <source>Exporting, in MiB</source>
        <translation>正在导出（单位：MiB）</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>The export was stopped. Nothing was written.</source>
        <translation>导出已停止，未写入任何内容。</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>模型(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;To</source>
        <translation>导出到(&amp;T)</translation>
    </message>
</context>
<context>
    <name>attune::ExportFormats</name>
    <message>
        <source>Preference pairs (TRL)</source>
        <translation>偏好对（TRL）</translation>
    </message>
    <message>
        <source>One line of JSON for each pair of a better and a worse caption, with image and prompt. Read by the DPO and reward trainers of TRL.</source>
        <translation>每对较好与较差的描述占一行 JSON，附图片和提示词。可由 TRL 的 DPO 和奖励训练器读取。</translation>
    </message>
    <message>
        <source>Good and bad captions (TRL)</source>
        <translation>好与差的描述（TRL）</translation>
    </message>
    <message>
        <source>One line of JSON for each caption that was rated 4 or 5 (good) or 1 or 2 (bad). Read by the KTO trainer of TRL.</source>
        <translation>每条评为 4 或 5 分（好）以及 1 或 2 分（差）的描述占一行 JSON。可由 TRL 的 KTO 训练器读取。</translation>
    </message>
    <message>
        <source>All decisions (JSON lines)</source>
        <translation>全部判断（JSON Lines）</translation>
    </message>
    <message>
        <source>Every rating and comparison that counts, with rater, time, flags and notes. Attune reads it again: File, Import decisions.</source>
        <translation>所有有效的评分和比较，附评分者、时间、标记和备注。Attune 可重新读入：“文件”菜单中的“导入判断”。</translation>
    </message>
    <message>
        <source>Ratings as a table (CSV)</source>
        <translation>评分表格（CSV）</translation>
    </message>
    <message>
        <source>One row for each rating, for spreadsheets, R and pandas.</source>
        <translation>每个评分一行，供电子表格、R 和 pandas 使用。</translation>
    </message>
    <message>
        <source>Captions (COCO results)</source>
        <translation>描述（COCO 结果）</translation>
    </message>
    <message>
        <source>One caption of each image by the chosen captioner, as pycocoevalcap and the COCO server read them.</source>
        <translation>所选描述模型为每张图片写的一条描述，格式可由 pycocoevalcap 和 COCO 服务器读取。</translation>
    </message>
    <message>
        <source>Checkpoint (Hugging Face folder)</source>
        <translation>检查点（Hugging Face 文件夹）</translation>
    </message>
    <message>
        <source>A copy of the model's folder: weights, configuration, tokenizer. A captioner opens in transformers.</source>
        <translation>模型文件夹的副本：权重、配置、分词器。描述模型可在 transformers 中打开。</translation>
    </message>
    <message>
        <source>%1, %2 of them simulated</source>
        <extracomment>%1 is "1,234 rows", %2 a number</extracomment>
        <translation>%1，其中 %2 行来自模拟评分者</translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln 行</numerusform>
        </translation>
    </message>
    <message>
        <source>Adapter (PEFT folder)</source>
        <translation>适配器（PEFT 文件夹）</translation>
    </message>
    <message>
        <source>The low-rank adapters of a captioner that was optimised with them, as PEFT reads them.</source>
        <translation>用低秩适配器优化过的描述模型的适配器，PEFT 可读取。</translation>
    </message>
    <message>
        <source>All captions (JSON lines)</source>
        <translation>全部描述（JSON Lines）</translation>
    </message>
    <message>
        <source>Every caption with its image, model, likelihood and rating. Where it has none, "value" can be filled in with 1 to 5; Attune reads it again: File, Import decisions.</source>
        <translation>每条描述及其图片、模型、对数似然和评分。没有评分的，可在“value”处填入 1 到 5；Attune 可重新读入：“文件”菜单中的“导入判断”。</translation>
    </message>
    <message>
        <source>Tasks for Label Studio (JSON)</source>
        <translation>Label Studio 任务（JSON）</translation>
    </message>
    <message>
        <source>Images with their captions, ratings, comparisons and edits, for colleagues who go on in Label Studio. The labelling interface to choose there is written beside it.</source>
        <translation>图片及其描述、评分、比较和修改，供同事在 Label Studio 中继续工作。需要在那里选用的标注界面会写在同一位置。</translation>
    </message>
    <message>
        <source>Curves of all runs (TensorBoard)</source>
        <translation>所有运行的曲线（TensorBoard）</translation>
    </message>
    <message>
        <source>A log folder with the metrics of each run and the times at which they were reported, to compare in TensorBoard with runs of other programs.</source>
        <translation>一个日志文件夹，包含每次运行的指标及其报告时间，可在 TensorBoard 中与其他程序的运行比较。</translation>
    </message>
</context>
<context>
    <name>attune::FigureRow</name>
    <message>
        <source>%1: %2</source>
        <comment>the name of a number, and the number</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>a number, and how sure it is</comment>
        <translation>%1，%2</translation>
    </message>
</context>
<context>
    <name>attune::FindPanel</name>
    <message>
        <source>The search for missing images was cancelled before it looked at a file.</source>
        <translation>查找缺失图片的任务在查看任何文件之前已取消。</translation>
    </message>
    <message>
        <source>No image of the project is missing.</source>
        <translation>项目中没有缺失的图片。</translation>
    </message>
    <message>
        <source>Search cancelled: %1 found again, %2 still missing.</source>
        <translation>查找已取消：找回 %1 张，仍缺失 %2 张。</translation>
    </message>
    <message>
        <source>%1 found again, %2 still missing.</source>
        <translation>找回 %1 张，仍缺失 %2 张。</translation>
    </message>
    <message>
        <source>Files looked at: %1.</source>
        <extracomment>"3 of 10"</extracomment>
        <translation>已查看的文件：%1。</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) could not be read.</source>
        <translation>
            <numerusform>%n 个文件无法读取。</numerusform>
        </translation>
    </message>
    <message>
        <source>Images are known by their contents, whatever their names: choose another folder.</source>
        <translation>图片按内容识别，与文件名无关：请选择其他文件夹。</translation>
    </message>
    <message>
        <source>Where it was</source>
        <translation>原位置</translation>
    </message>
    <message>
        <source>Images that are still missing</source>
        <translation>仍然缺失的图片</translation>
    </message>
    <message>
        <source>All images that are still missing, as text.</source>
        <translation>以文本形式复制所有仍然缺失的图片。</translation>
    </message>
    <message>
        <source>Looking for missing images</source>
        <translation>正在查找缺失的图片</translation>
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
        <source>&amp;Images</source>
        <translation>图片(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Captions of each</source>
        <translation>每图描述数(&amp;C)</translation>
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
    <message>
        <source>What the captioner is asked; what is shown in grey where you ask nothing.</source>
        <translation>向描述模型提出的问题；留空时使用灰色显示的提示词。</translation>
    </message>
    <message>
        <source>Captions go on behind these words.</source>
        <translation>描述会接在这些文字之后。</translation>
    </message>
    <message>
        <source>Captioners of this family write from the image alone.</source>
        <translation>这一系列的描述模型只根据图片生成描述。</translation>
    </message>
    <message>
        <source>This captioner takes no prompt</source>
        <translation>这个描述模型不接受提示词</translation>
    </message>
    <message>
        <source>Default: %1</source>
        <translation>默认：%1</translation>
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
        <translation>让图片描述模型与您自己的判断对齐：看图、评分、训练奖励模型、优化、盲评。</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later (GPL-3.0-or-later). It comes without any warranty.</source>
        <translation>依照 GNU 通用公共许可证第 3 版或更新版本（GPL-3.0-or-later）发布的自由软件。不提供任何担保。</translation>
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
        <source>Captions of the held-out images, against references and with the current reward model.</source>
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
        <translation>以相同的任务、随机种子和输入新建运行；在同一台机器上结果相同。</translation>
    </message>
    <message>
        <source>Res&amp;ume</source>
        <translation>恢复(&amp;U)</translation>
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
        <source>%1 (current)</source>
        <translation>%1（当前）</translation>
    </message>
    <message>
        <source>Goes on from the last checkpoint of the run, or starts it again where it has none.</source>
        <translation>从该运行最近的检查点继续；没有检查点时则重新开始。</translation>
    </message>
    <message>
        <source>Only a run that was interrupted or stopped, or that failed, can be resumed.</source>
        <translation>只有已中断、已停止或失败的运行才能恢复。</translation>
    </message>
    <message>
        <source>An encoder is chosen where it is used: on the Reward page, or when an embedding is computed.</source>
        <translation>编码器在使用它的地方选择：在“奖励”页上，或在计算嵌入时。</translation>
    </message>
    <message>
        <source>No runs are being compared.</source>
        <translation>没有正在比较的运行。</translation>
    </message>
    <message>
        <source>No page shows runs of this kind one by one: what came of it stands in its details.</source>
        <translation>没有页面会单独显示此类运行：其结果列在它的详细信息中。</translation>
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
        <translation>来源运行</translation>
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
    <message>
        <source>Mean reward in training</source>
        <translation>训练中的平均奖励</translation>
    </message>
    <message>
        <source>Measured on</source>
        <extracomment>of figures: what they were measured on</extracomment>
        <translation>数值取自</translation>
    </message>
    <message>
        <source>Captions sampled in the last round</source>
        <translation>末轮采样的描述</translation>
    </message>
    <message>
        <source>Captions that it wrote for the next round</source>
        <translation>它为下一轮采样的描述</translation>
    </message>
    <message>
        <source>KL from the reference, nats</source>
        <translation>相对参考模型的 KL（奈特）</translation>
    </message>
    <message>
        <source>KL from the reference in training, nats</source>
        <translation>训练中相对参考模型的 KL（奈特）</translation>
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
        <source>Pairwise accuracy</source>
        <translation>成对准确率</translation>
    </message>
    <message>
        <source>Pairs compared</source>
        <translation>已比较的配对数</translation>
    </message>
    <message>
        <source>Mean absolute error</source>
        <translation>平均绝对误差</translation>
    </message>
    <message>
        <source>Fall with the image exchanged</source>
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
        <source>Reads the image</source>
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
        <source>Images</source>
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
        <source>The run was stopped.</source>
        <translation>运行已停止。</translation>
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
        <source>%Ln image(s)</source>
        <translation>
            <numerusform>%Ln 张图片</numerusform>
        </translation>
    </message>
    <message>
        <source>Trunk</source>
        <translation>主干</translation>
    </message>
    <message>
        <source>frozen</source>
        <translation>冻结</translation>
    </message>
    <message>
        <source>tuned</source>
        <translation>微调后</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>已保留</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Best epoch</source>
        <translation>最佳训练遍次</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message numerus="yes">
        <source>%Ln layer(s) adapted</source>
        <translation>
            <numerusform>已适配 %Ln 个层</numerusform>
        </translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层数</translation>
    </message>
    <message>
        <source>Resume goes on from its last checkpoint, or starts again where it has none, with the same result as if it had never stopped.</source>
        <translation>“恢复”会从最近的检查点继续；没有检查点时则重新开始。结果与从未中断时相同。</translation>
    </message>
    <message>
        <source>Resume goes on from its last checkpoint, or starts again where it has none.</source>
        <translation>“恢复”会从最近的检查点继续；没有检查点时则重新开始。</translation>
    </message>
    <message>
        <source>Sampled in training: %1</source>
        <extracomment>of the captions that a training sampled; %1 is "Reward 0.06 to 0.76, KL 0.86 nats"</extracomment>
        <translation>训练中采样：%1</translation>
    </message>
    <message>
        <source>Sampled at %1</source>
        <extracomment>how captions were written; %1 is the temperature</extracomment>
        <translation>采样，温度 %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>%1 is "Greedy" or "Sampled at 0.7", %2 "256 pictures"</extracomment>
        <translation>%1，%2</translation>
    </message>
    <message numerus="yes">
        <source>Of greedy captions of %Ln image(s).</source>
        <translation>
            <numerusform>取自 %Ln 张图片的贪心描述。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of captions of %Ln image(s), sampled at temperature %1.</source>
        <translation>
            <numerusform>取自 %Ln 张图片的描述，以温度 %1 采样。</numerusform>
        </translation>
    </message>
    <message>
        <source>Of the captions that were sampled in the first and in the last round, of images that it learnt from. Greedy captions and other images have other figures: evaluate the model for those.</source>
        <translation>取自首轮和末轮为训练所用图片采样的描述。贪心描述和其他图片会得到不同的数值：如需这些数值，请评估该模型。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 is "Sampled at 0.7, 256 pictures", %2 "Gold 0.720 · Reward 0.70"</extracomment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Last round · %1</source>
        <extracomment>%1 is a metric of a training: "Reward"</extracomment>
        <translation>末轮 · %1</translation>
    </message>
    <message>
        <source>KL from the reference, nats</source>
        <translation>相对参考模型的 KL（奈特）</translation>
    </message>
    <message>
        <source>Rank correlation %1</source>
        <translation>秩相关系数 %1</translation>
    </message>
    <message>
        <source>Rank correlation</source>
        <translation>秩相关系数</translation>
    </message>
</context>
<context>
    <name>attune::ImageInspector</name>
    <message>
        <source>Select one to see it here with its captions, rewards and ratings.</source>
        <translation>选择一张图片，即可在此查看它及其描述、奖励和评分。</translation>
    </message>
    <message>
        <source>Find it...</source>
        <translation>查找...</translation>
    </message>
    <message>
        <source>Say where the images lie now; they are known again by their contents.</source>
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
        <translation>轮次</translation>
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
        <source>The image's file is missing. It was moved, renamed or deleted: %1</source>
        <translation>图片文件缺失，可能已被移动、重命名或删除：%1</translation>
    </message>
    <message>
        <source>Mean reward of the captions</source>
        <translation>描述的平均奖励</translation>
    </message>
    <message>
        <source>No image is selected</source>
        <translation>未选择图片</translation>
    </message>
    <message>
        <source>Missing images are being looked for already.</source>
        <translation>正在查找缺失的图片。</translation>
    </message>
    <message>
        <source>Where are the images now?</source>
        <translation>这些图片现在在哪里？</translation>
    </message>
    <message>
        <source>Where is the image now?</source>
        <translation>这张图片现在在哪里？</translation>
    </message>
</context>
<context>
    <name>attune::ImageView</name>
    <message>
        <source>Image</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>No image</source>
        <translation>无图片</translation>
    </message>
    <message>
        <source>%1 The parts that the model attended to are highlighted.</source>
        <translation>%1模型关注的部分已高亮显示。</translation>
    </message>
</context>
<context>
    <name>attune::ImportDialog</name>
    <message>
        <source>Import images</source>
        <translation>导入图片</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) and folders</source>
        <translation>
            <numerusform>%n 个文件和文件夹</numerusform>
        </translation>
    </message>
    <message>
        <source>Images, folders and lists are told apart by their contents: COCO captions, metadata.jsonl, CSV, JSONL, text files beside images. Captions in them become references.</source>
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
        <translation>沿用来源的划分；没有时按图片内容划分</translation>
    </message>
    <message>
        <source>By content, 80 of 100 are for training, 10 for validation and 10 for testing; the same image gets the same split in every project.</source>
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
        <source>Importing images</source>
        <translation>正在导入图片</translation>
    </message>
    <message>
        <source>All files that could not be read, and why, as text.</source>
        <translation>以文本形式复制所有无法读取的文件及其原因。</translation>
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
    <message numerus="yes">
        <source>%n reference caption(s) came with them.</source>
        <translation>
            <numerusform>同时导入了 %n 条参考描述。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Importing images, %n more import(s) waiting</source>
        <translation>
            <numerusform>正在导入图片，还有 %n 个导入在等待</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n import(s) that waited were cancelled, too.</source>
        <translation>
            <numerusform>另有 %n 个等待中的导入也已取消。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>attune::JudgeDesk</name>
    <message>
        <source>Your verdict on the captions of %1 was not saved</source>
        <extracomment>%1 is the name of a picture</extracomment>
        <translation>您对 %1 的两条描述所作的盲评结论未能保存</translation>
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
        <source>KL from the reference</source>
        <translation>相对参考模型的 KL</translation>
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
        <translation>这个配对会在其余配对之后再次出现。</translation>
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
        <translation>没有显示任何配对。</translation>
    </message>
    <message>
        <source>All pairs are judged.</source>
        <translation>所有配对均已盲评。</translation>
    </message>
    <message>
        <source>No judgement is open.</source>
        <translation>没有正在进行的盲评。</translation>
    </message>
    <message>
        <source>No image is listed.</source>
        <translation>没有列出图片。</translation>
    </message>
    <message>
        <source>The captions are being written</source>
        <translation>正在生成描述</translation>
    </message>
    <message>
        <source>Those that both captioners have written before are used again.</source>
        <translation>两个描述模型此前生成过的描述会直接使用。</translation>
    </message>
    <message>
        <source>%1 of %2 judged.</source>
        <translation>已盲评 %1 / %2。</translation>
    </message>
    <message numerus="yes">
        <source>%n pair(s) of the same words count as equal and are not shown.</source>
        <translation>
            <numerusform>%n 个文字相同的配对计为平手，不显示。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) without captions left out.</source>
        <translation>
            <numerusform>已略过 %n 张没有描述的图片。</numerusform>
        </translation>
    </message>
    <message>
        <source>No other pair is open.</source>
        <translation>没有其他未评判的配对。</translation>
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
        <translation>目前没有发现变差的图片</translation>
    </message>
    <message>
        <source>A is %1, B is %2.</source>
        <translation>A：%1；B：%2。</translation>
    </message>
    <message>
        <source>Some pairs are still open.</source>
        <translation>还有未盲评的配对。</translation>
    </message>
    <message>
        <source>Both are being measured.</source>
        <translation>正在评估两者。</translation>
    </message>
    <message numerus="yes">
        <source>Runs %1 and %2, both on the same %n image(s).</source>
        <translation>
            <numerusform>运行 %1 和 %2，均使用相同的 %n 张图片。</numerusform>
        </translation>
    </message>
    <message>
        <source>Runs %1 and %2 measured on different images or in different ways: compare with care.</source>
        <translation>运行 %1 和 %2 所评估的图片或方式不同：请谨慎比较。</translation>
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
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>Between these the difference lies with 95 % confidence (paired bootstrap over the images). An interval that holds 0 decides nothing.</source>
        <translation>差值的 95% 置信区间（按图片配对的自助法）。区间包含 0 时不能得出结论。</translation>
    </message>
    <message>
        <source>B − A</source>
        <translation>B − A</translation>
    </message>
    <message>
        <source>B − A, 95 %</source>
        <translation>B − A，95% 区间</translation>
    </message>
    <message>
        <source>Gold, B − A</source>
        <translation>金标准，B − A</translation>
    </message>
    <message>
        <source>Reward, B − A</source>
        <translation>奖励，B − A</translation>
    </message>
    <message>
        <source>The captions were sampled.</source>
        <translation>描述由采样生成。</translation>
    </message>
    <message>
        <source>The captions were written greedily.</source>
        <translation>描述由贪心解码生成。</translation>
    </message>
    <message numerus="yes">
        <source>The win rate is of %n judged pair(s).</source>
        <translation>
            <numerusform>胜率来自 %n 个已盲评的配对。</numerusform>
        </translation>
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
        <source>You see an image and the caption of each, and say which is better without knowing whose it is. Their win rate tells whether a change is one for the better.</source>
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
        <translation>解码方式</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>配对数</translation>
    </message>
    <message>
        <source>Decided; pairs of the same words are not among them.</source>
        <translation>已盲评的配对数；不含文字相同的配对。</translation>
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
        <translation>95% 区间的下限（Wilson）。</translation>
    </message>
    <message>
        <source>To</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>Upper end of the 95 % interval (Wilson).</source>
        <translation>95% 区间的上限（Wilson）。</translation>
    </message>
    <message>
        <source>Test images first, then those of validation and training.</source>
        <translation>先用测试图片，再用验证和训练图片。</translation>
    </message>
    <message>
        <source>Greedy: the caption that the captioner itself finds likeliest, word by word.</source>
        <translation>贪心：描述模型逐词元选取概率最高者所得的描述。</translation>
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
        <source>&amp;Captions</source>
        <translation>解码方式(&amp;C)</translation>
    </message>
    <message>
        <source>Begun: %1 of %2 pairs of %3 and %4 are decided; the same choice goes on with them.</source>
        <translation>已开始：%3 与 %4 的 %2 个配对中已盲评 %1 个；作相同的选择即可继续。</translation>
    </message>
    <message>
        <source>Looking for captioners</source>
        <translation>正在查找描述模型</translation>
    </message>
    <message>
        <source>Choose two different captioners.</source>
        <translation>请选择两个不同的描述模型。</translation>
    </message>
    <message>
        <source>The project is open for reading only.</source>
        <translation>项目以只读方式打开。</translation>
    </message>
    <message>
        <source>Start judging</source>
        <translation>开始盲评</translation>
    </message>
    <message>
        <source>Go to the Library</source>
        <translation>前往图库</translation>
    </message>
    <message>
        <source>There is nothing to judge yet</source>
        <translation>还没有可盲评的内容</translation>
    </message>
    <message>
        <source>Here two captioners are compared blind, image by image. Bring in images and a captioner first.</source>
        <translation>在这里逐张图片盲评两个描述模型。请先导入图片并添加描述模型。</translation>
    </message>
    <message>
        <source>There is no captioner yet</source>
        <translation>还没有描述模型</translation>
    </message>
    <message>
        <source>It takes two of them. Add the folder of one in the Library.</source>
        <translation>需要两个描述模型。请在图库中添加一个描述模型的文件夹。</translation>
    </message>
    <message>
        <source>There is only one captioner</source>
        <translation>只有一个描述模型</translation>
    </message>
    <message>
        <source>It takes two: optimise the one there is, then judge whether it became better. Or add another in the Library.</source>
        <translation>需要两个：请优化现有的描述模型，再评判它是否变好；也可以在图库中添加另一个。</translation>
    </message>
    <message>
        <source>Optimise the captioner</source>
        <translation>优化描述模型</translation>
    </message>
    <message>
        <source>Test images: %1. The captioners may have learnt from the others.</source>
        <translation>测试图片：%1 张。其余图片可能已用于描述模型的训练。</translation>
    </message>
    <message>
        <source>&amp;Images</source>
        <translation>图片数(&amp;I)</translation>
    </message>
    <message>
        <source>Measure both captioners as well</source>
        <translation>同时评估两个描述模型的指标</translation>
    </message>
    <message>
        <source>BLEU, ROUGE-L, CIDEr, reward and length of both on these images, while you judge. Where both were evaluated on the same images before, whichever those are, they are not measured again.</source>
        <translation>在您盲评时，在这些图片上计算两者的 BLEU、ROUGE-L、CIDEr、奖励和长度。若两者此前已在相同的图片（无论是哪些）上评估过，则不再重新测量。</translation>
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
        <translation>B 胜 %1 / %2（%3，95% 区间 %4–%5）</translation>
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
            <numerusform>%n 个文字相同的配对未显示，直接计为平手。</numerusform>
        </translation>
    </message>
    <message>
        <source>A wins %1 of %2 (%3, between %4 and %5)</source>
        <translation>A 胜 %1 / %2（%3，95% 区间 %4–%5）</translation>
    </message>
    <message>
        <source>No winner yet: B scores %1 of %2 (%3, between %4 and %5)</source>
        <translation>尚未分出胜负：B 得 %1 / %2（%3，95% 区间 %4–%5）</translation>
    </message>
    <message>
        <source>This does not tell them apart: one half lies within the 95 % interval. Judge more images, or take them as about equal.</source>
        <translation>尚不能区分两者：50% 位于 95% 区间之内。请盲评更多图片，或视两者大致相当。</translation>
    </message>
</context>
<context>
    <name>attune::KeyField</name>
    <message>
        <source>Press the keys</source>
        <translation>请按下按键</translation>
    </message>
</context>
<context>
    <name>attune::LaunchPanel</name>
    <message>
        <source>&amp;Device</source>
        <translation>设备(&amp;D)</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
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
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>The run stops, and can be resumed.</source>
        <translation>运行会停止，之后可以恢复。</translation>
    </message>
    <message>
        <source>Default: the device of the preferences</source>
        <translation>默认：首选项中的设备</translation>
    </message>
    <message>
        <source>Default: %1</source>
        <translation>默认：%1</translation>
    </message>
    <message>
        <source>Run %1: %2</source>
        <extracomment>%2 is what it does: "Writing captions", "paused"</extracomment>
        <translation>运行 %1：%2</translation>
    </message>
    <message>
        <source>Where the engine computes. Automatic takes a GPU where there is one.</source>
        <translation>引擎在哪个设备上计算。“自动”会在有 GPU 时使用 GPU。</translation>
    </message>
    <message>
        <source>The run is stopping.</source>
        <translation>运行正在停止。</translation>
    </message>
</context>
<context>
    <name>attune::LeaveProject</name>
    <message>
        <source>An import is at work. What was taken in is kept; the rest is not.</source>
        <translation>正在导入。已导入的会保留，其余的不会导入。</translation>
    </message>
    <message>
        <source>An import is at work: %1 of %2 images. What was taken in is kept; the rest is not.</source>
        <translation>正在导入：%1 / %2 张图片。已导入的会保留，其余的不会导入。</translation>
    </message>
    <message>
        <source>Decisions are being imported. None of them is taken in.</source>
        <translation>正在导入判断。停止后不会导入其中任何一条。</translation>
    </message>
    <message>
        <source>Missing images are being looked for. What was found is kept.</source>
        <translation>正在查找缺失的图片。已找到的会保留。</translation>
    </message>
    <message>
        <source>Missing images are being looked for: %1 of %2 files. What was found is kept.</source>
        <translation>正在查找缺失的图片：%1 / %2 个文件。已找到的会保留。</translation>
    </message>
    <message>
        <source>An export is at work. What it has written is removed.</source>
        <translation>正在导出。已写出的内容会被删除。</translation>
    </message>
    <message>
        <source>An import is at work</source>
        <translation>正在导入</translation>
    </message>
    <message>
        <source>Decisions are being imported</source>
        <translation>正在导入判断</translation>
    </message>
    <message>
        <source>Missing images are being looked for</source>
        <translation>正在查找缺失的图片</translation>
    </message>
    <message>
        <source>An export is at work</source>
        <translation>正在导出</translation>
    </message>
    <message>
        <source>Keep working</source>
        <translation>继续工作</translation>
    </message>
    <message>
        <source>Stop it and open</source>
        <translation>停止并打开</translation>
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
        <source>&amp;Import images...</source>
        <translation>导入图片(&amp;I)...</translation>
    </message>
    <message>
        <source>Images, or lists of images with captions.</source>
        <translation>图片，或带描述的图片列表。</translation>
    </message>
    <message>
        <source>Import a &amp;folder...</source>
        <translation>导入文件夹(&amp;F)...</translation>
    </message>
    <message>
        <source>All images in a folder and below it, with the captions that lie beside them.</source>
        <translation>文件夹及其子文件夹中的全部图片，以及图片旁的描述。</translation>
    </message>
    <message>
        <source>&amp;Add a captioner...</source>
        <translation>添加描述模型(&amp;A)...</translation>
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
        <translation>归入训练集</translation>
    </message>
    <message>
        <source>Models learn from it.</source>
        <translation>模型从中学习。</translation>
    </message>
    <message>
        <source>Put into the validation split</source>
        <translation>归入验证集</translation>
    </message>
    <message>
        <source>Training is checked on it.</source>
        <translation>用于检验训练。</translation>
    </message>
    <message>
        <source>Put into the test split</source>
        <translation>归入测试集</translation>
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
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>The captions of all images that are shown.</source>
        <translation>所有显示的图片的描述。</translation>
    </message>
    <message>
        <source>Score the se&amp;lected images</source>
        <translation>为所选图片打分(&amp;L)</translation>
    </message>
    <message>
        <source>The captions of just these, be it one.</source>
        <translation>只为这些图片的描述打分，哪怕只有一张。</translation>
    </message>
    <message>
        <source>A checkpoint folder as the Hugging Face hub has them, or a LoRA adapter of PEFT for a captioner of the project.</source>
        <translation>来自 Hugging Face Hub 的检查点文件夹，或用于项目中某个描述模型的 PEFT LoRA 适配器。</translation>
    </message>
    <message>
        <source>No image has a tag.</source>
        <translation>没有图像带标签。</translation>
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
        <translation>是否有人对该图片的描述作过判断。</translation>
    </message>
    <message>
        <source>Rated or not</source>
        <translation>评分不限</translation>
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
        <translation>%1（%2）</translation>
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
    <name>attune::LibraryGuide</name>
    <message>
        <source>Looking through the project</source>
        <translation>正在读取项目</translation>
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
        <source>Drop images here</source>
        <translation>将图片拖放到此处</translation>
    </message>
    <message>
        <source>Files, folders, or lists with captions. They stay where they are unless you want copies.</source>
        <translation>可以是文件、文件夹或带描述的列表。文件默认留在原处，也可选择复制到项目。</translation>
    </message>
    <message>
        <source>Import a folder...</source>
        <translation>导入文件夹...</translation>
    </message>
    <message>
        <source>Import images...</source>
        <translation>导入图片...</translation>
    </message>
    <message>
        <source>These images have no captioner yet: add a checkpoint folder from the Hugging Face hub.</source>
        <translation>这些图片还没有描述模型：请添加来自 Hugging Face Hub 的检查点文件夹。</translation>
    </message>
    <message>
        <source>These images have no captions yet.</source>
        <translation>这些图片还没有描述。</translation>
    </message>
    <message>
        <source>There is no captioner yet: add a checkpoint folder from the Hugging Face hub.</source>
        <translation>还没有描述模型：请添加来自 Hugging Face Hub 的检查点文件夹。</translation>
    </message>
    <message>
        <source>No image matches</source>
        <translation>没有匹配的图片</translation>
    </message>
    <message>
        <source>There are no images</source>
        <translation>没有图片</translation>
    </message>
</context>
<context>
    <name>attune::LibraryPage</name>
    <message>
        <source>Images</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Import a folder</source>
        <translation>导入文件夹</translation>
    </message>
    <message>
        <source>Import images</source>
        <translation>导入图片</translation>
    </message>
    <message>
        <source>Nothing was imported: the project is open for reading only.</source>
        <translation>未导入任何内容：项目以只读方式打开。</translation>
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
        <source>Made</source>
        <translation>创建时间</translation>
    </message>
    <message>
        <source>Rank correlation of a reward model with held-out ratings, -1 to 1</source>
        <translation>奖励模型与留出评分的秩相关系数，-1 到 1</translation>
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
    <message>
        <source>encoder</source>
        <translation>编码器</translation>
    </message>
    <message>
        <source>Mean gold score of its captions, 0 to 1, of the same captions as the reward; only images of the demo world have one</source>
        <translation>其描述的平均金标准得分，0 到 1，与奖励取自相同的描述；只有演示世界的图片才有</translation>
    </message>
    <message>
        <source>Of its newest evaluation</source>
        <translation>取自最近一次评估</translation>
    </message>
    <message>
        <source>Mean reward of its captions: of its newest evaluation, of sampled captions where it sampled, else of greedy ones. Quiet figures are of what it wrote for the next round to learn from: in training, not evaluated.</source>
        <translation>其描述的平均奖励：取自最近一次评估，若其中有采样描述则取采样描述，否则取贪心描述。浅色数值取自它为下一轮学习所采样的描述：训练中测得，未经评估。</translation>
    </message>
    <message>
        <source>Of what it wrote for the next round to learn from: in training, not evaluated</source>
        <translation>取自它为下一轮学习所采样的描述：训练中测得，未经评估</translation>
    </message>
    <message>
        <source>Kullback-Leibler divergence from the reference, the root of its lineage, in nats per caption, of the same captions as the reward</source>
        <translation>相对参考模型（其谱系的根）的 KL 散度，单位为奈特/条描述，与奖励取自相同的描述</translation>
    </message>
    <message>
        <source>Rank correlation</source>
        <translation>秩相关系数</translation>
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
    <message>
        <source>Run %1 was interrupted and can be resumed from its last checkpoint.</source>
        <translation>运行 %1 已中断，可从最近的检查点恢复。</translation>
    </message>
    <message>
        <source>Run %1 of %2 goes on by itself.</source>
        <translation>项目 %2 的运行 %1 会自行继续直至完成。</translation>
    </message>
    <message>
        <source>Its results are there when you open the project again.</source>
        <translation>再次打开该项目时，结果就在其中。</translation>
    </message>
    <message>
        <source>Resume the runs</source>
        <translation>恢复这些运行</translation>
    </message>
    <message>
        <source>Run %1 waited in an earlier window and did not begin; it can be resumed.</source>
        <translation>运行 %1 曾在先前的窗口中等待，尚未开始；可以恢复。</translation>
    </message>
    <message numerus="yes">
        <source>All ratings are safe. %n run(s) did not begin and can be resumed: %1.</source>
        <translation>
            <numerusform>所有评分均已保存。%n 个运行尚未开始，可以恢复：%1。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) wait(s) and will be offered to you when you open the project again.</source>
        <translation>
            <numerusform>%n 个运行正在等待，再次打开该项目时会向您提示。</numerusform>
        </translation>
    </message>
    <message>
        <source>Stop it and close</source>
        <translation>停止并关闭</translation>
    </message>
    <message>
        <source>Go to Judge</source>
        <translation>前往“盲评”</translation>
    </message>
    <message>
        <source>Go to Rate</source>
        <translation>前往“评分”</translation>
    </message>
    <message numerus="yes">
        <source>Taken back: %n rating(s) by %1.</source>
        <translation>
            <numerusform>已撤销：%1 的 %n 个评分。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Brought back: %n rating(s) by %1.</source>
        <translation>
            <numerusform>已重做：%1 的 %n 个评分。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Taken back: %n comparison(s) by %1.</source>
        <translation>
            <numerusform>已撤销：%1 的 %n 次比较。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Brought back: %n comparison(s) by %1.</source>
        <translation>
            <numerusform>已重做：%1 的 %n 次比较。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Taken back: %n verdict(s) of Judge by %1.</source>
        <translation>
            <numerusform>已撤销：%1 的 %n 条盲评结论。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Brought back: %n verdict(s) of Judge by %1.</source>
        <translation>
            <numerusform>已重做：%1 的 %n 条盲评结论。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Taken back: %n edit(s) by %1.</source>
        <translation>
            <numerusform>已撤销：%1 的 %n 处修改。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Brought back: %n edit(s) by %1.</source>
        <translation>
            <numerusform>已重做：%1 的 %n 处修改。</numerusform>
        </translation>
    </message>
    <message>
        <source>No run has begun</source>
        <translation>尚无运行开始</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
</context>
<context>
    <name>attune::MessageBar</name>
    <message>
        <source>Copy this message</source>
        <translation>复制此消息</translation>
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
    <name>attune::MessageCommands</name>
    <message>
        <source>D&amp;o what the message offers</source>
        <translation>执行消息提供的操作(&amp;O)</translation>
    </message>
    <message>
        <source>As its first button: to resume a run, for example.</source>
        <translation>与消息的第一个按钮相同，例如恢复运行。</translation>
    </message>
    <message>
        <source>&amp;Dismiss the message</source>
        <translation>关闭消息(&amp;D)</translation>
    </message>
    <message>
        <source>There is no message.</source>
        <translation>没有消息。</translation>
    </message>
    <message>
        <source>The message offers nothing to do.</source>
        <translation>这条消息没有可执行的操作。</translation>
    </message>
</context>
<context>
    <name>attune::MetricTitles</name>
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
        <source>Pairs in the right order</source>
        <translation>次序正确的描述对</translation>
    </message>
    <message>
        <source>Margin between the captions of a pair</source>
        <translation>描述对的间隔</translation>
    </message>
    <message>
        <source>Likelihood under the reference</source>
        <translation>在参考模型下的对数似然</translation>
    </message>
    <message>
        <source>nats a token</source>
        <translation>奈特/词元</translation>
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
        <source>Captions per second</source>
        <translation>每秒描述数</translation>
    </message>
    <message>
        <source>Captions so far</source>
        <translation>累计描述数</translation>
    </message>
    <message>
        <source>KL coefficient</source>
        <translation>KL 系数</translation>
    </message>
    <message>
        <source>Entropy in the update</source>
        <translation>更新时的熵</translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation>梯度范数</translation>
    </message>
    <message>
        <source>Updates</source>
        <translation>更新次数</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Mean value of the critic</source>
        <translation>评论家的平均价值</translation>
    </message>
    <message>
        <source>Clip fraction of the critic</source>
        <translation>评论家的裁剪比例</translation>
    </message>
    <message>
        <source>Probability ratio</source>
        <translation>概率比</translation>
    </message>
    <message>
        <source>Variance of the probability ratio</source>
        <translation>概率比的方差</translation>
    </message>
    <message>
        <source>Captions that ended by themselves</source>
        <translation>自行结束的描述数</translation>
    </message>
    <message>
        <source>Time of the rollout</source>
        <translation>采样用时</translation>
    </message>
    <message>
        <source>Time of the reference</source>
        <translation>参考模型用时</translation>
    </message>
    <message>
        <source>Time of the reward</source>
        <translation>奖励模型用时</translation>
    </message>
    <message>
        <source>Time of the update</source>
        <translation>更新用时</translation>
    </message>
    <message>
        <source>Training loss</source>
        <translation>训练损失</translation>
    </message>
    <message>
        <source>Held-out loss</source>
        <translation>留出损失</translation>
    </message>
    <message>
        <source>Memory of the engine</source>
        <translation>引擎占用的内存</translation>
    </message>
    <message>
        <source>MiB</source>
        <translation>MiB</translation>
    </message>
    <message>
        <source>What the engine holds of the machine's memory, models that it keeps loaded between runs included.</source>
        <translation>引擎占用的本机内存，包括它在两次运行之间保持加载的模型。</translation>
    </message>
    <message>
        <source>Memory in use on the GPU</source>
        <translation>GPU 已用显存</translation>
    </message>
    <message>
        <source>What all programs together use of the GPU's memory.</source>
        <translation>所有程序合计占用的 GPU 显存。</translation>
    </message>
    <message>
        <source>Reward uncertainty</source>
        <translation>奖励的不确定度</translation>
    </message>
    <message>
        <source>Uncertainty of the gain</source>
        <translation>增益的不确定度</translation>
    </message>
    <message>
        <source>Length penalty</source>
        <translation>长度惩罚</translation>
    </message>
    <message>
        <source>Repetition penalty</source>
        <translation>重复惩罚</translation>
    </message>
    <message>
        <source>Agreement with held-out ratings</source>
        <translation>与留出评分的一致性</translation>
    </message>
    <message>
        <source>Of the pairs of judged captions that the reward did not learn from, the share whose better one the policy came to favour. At one half it favours neither.</source>
        <translation>在奖励模型未学习过的已评判描述对中，策略转而偏向较好描述的比例。为一半时表示不偏向任何一方。</translation>
    </message>
    <message>
        <source>Held-out pairs of captions</source>
        <translation>留出的描述对</translation>
    </message>
    <message>
        <source>Held-out captions in pairs</source>
        <translation>成对的留出描述</translation>
    </message>
    <message>
        <source>Reward</source>
        <translation>奖励</translation>
    </message>
    <message>
        <source>Reward of the best of n</source>
        <translation>N 选最优的奖励</translation>
    </message>
    <message>
        <source>Gain on the same images</source>
        <translation>在相同图片上的增益</translation>
    </message>
    <message>
        <source>Grounding in the image</source>
        <translation>描述对图片的信息量</translation>
    </message>
    <message>
        <source>Reward, normalised, less KL</source>
        <translation>归一化奖励减去 KL</translation>
    </message>
    <message>
        <source>KL taken from the reward</source>
        <translation>从奖励中扣除的 KL</translation>
    </message>
    <message>
        <source>Spread of the rewards</source>
        <translation>奖励的标准差</translation>
    </message>
    <message>
        <source>Reward, normalised</source>
        <translation>归一化奖励</translation>
    </message>
</context>
<context>
    <name>attune::ModelBox</name>
    <message>
        <source>%1 (current)</source>
        <translation>%1（当前）</translation>
    </message>
</context>
<context>
    <name>attune::ModelFolderText</name>
    <message>
        <source>%1 GiB</source>
        <extracomment>an amount of memory</extracomment>
        <translation>%1 GiB</translation>
    </message>
    <message>
        <source>An encoder of images and texts, of the family %1: it embeds, and writes nothing.</source>
        <translation>%1 系列的图文编码器：只计算嵌入，不生成描述。</translation>
    </message>
    <message>
        <source>A reward model.</source>
        <translation>奖励模型。</translation>
    </message>
    <message>
        <source>A captioner of the family %1.</source>
        <translation>%1 系列的描述模型。</translation>
    </message>
    <message>
        <source>%1 of weights.</source>
        <translation>权重 %1。</translation>
    </message>
    <message>
        <source>%1 million parameters.</source>
        <translation>参数量 %1 M。</translation>
    </message>
    <message>
        <source>%1 million parameters, stored as %2.</source>
        <extracomment>%2 is a type of number, such as float32</extracomment>
        <translation>参数量 %1 M，以 %2 存储。</translation>
    </message>
    <message>
        <source>It answers a prompt.</source>
        <translation>它根据提示词作答。</translation>
    </message>
    <message>
        <source>It can go on with a prompt.</source>
        <translation>它可以接着提示词续写。</translation>
    </message>
    <message>
        <source>It takes no prompt.</source>
        <translation>它不接受提示词。</translation>
    </message>
    <message>
        <source>Memory to embed: %1</source>
        <translation>嵌入所需内存：%1</translation>
    </message>
    <message>
        <source>Memory to caption: %1</source>
        <translation>生成描述所需内存：%1</translation>
    </message>
    <message>
        <source>For a PPO round: %1</source>
        <translation>一轮 PPO 所需内存：%1</translation>
    </message>
    <message>
        <source>For a PPO round with LoRA: %1</source>
        <translation>一轮 PPO（用 LoRA）所需内存：%1</translation>
    </message>
    <message>
        <source>The device has %1.</source>
        <translation>设备内存：%1。</translation>
    </message>
    <message>
        <source>It will not fit.</source>
        <translation>内存放不下。</translation>
    </message>
    <message>
        <source>A LoRA adapter of ranks %1 to %2, alpha %3.</source>
        <translation>LoRA 适配器，秩为 %1 到 %2，alpha 为 %3。</translation>
    </message>
    <message>
        <source>A LoRA adapter of rank %1, alpha %2.</source>
        <translation>LoRA 适配器，秩为 %1，alpha 为 %2。</translation>
    </message>
    <message numerus="yes">
        <source>It adapts %n layer(s).</source>
        <translation>
            <numerusform>它适配 %n 个层。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It adapts %n layer(s): %1.</source>
        <translation>
            <numerusform>它适配 %n 个层：%1。</numerusform>
        </translation>
    </message>
    <message>
        <source>It does not say which model it was trained on.</source>
        <translation>它没有说明是在哪个模型上训练的。</translation>
    </message>
    <message>
        <source>It was trained on %1.</source>
        <translation>它是在 %1 上训练的。</translation>
    </message>
    <message>
        <source>It can caption there, but a PPO round will not fit, with LoRA neither.</source>
        <translation>在该设备上可以生成描述，但内存放不下一轮 PPO，用 LoRA 也放不下。</translation>
    </message>
    <message>
        <source>A PPO round will only fit with LoRA.</source>
        <translation>内存只放得下用 LoRA 的一轮 PPO。</translation>
    </message>
</context>
<context>
    <name>attune::ModelWords</name>
    <message>
        <source>base</source>
        <extracomment>the captioner that a demo project begins with</extracomment>
        <translation>基础模型</translation>
    </message>
    <message>
        <source>reward of run %1</source>
        <extracomment>name of a reward model; %1 is the number of the run that made it</extracomment>
        <translation>运行 %1 的奖励模型</translation>
    </message>
    <message>
        <source>round %1 of run %2</source>
        <extracomment>name of a captioner: the round of the run that made it</extracomment>
        <translation>运行 %2 第 %1 轮</translation>
    </message>
    <message>
        <source>captioner of run %1</source>
        <extracomment>name of a captioner; %1 is the number of the run that made it</extracomment>
        <translation>运行 %1 的描述模型</translation>
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
    <name>attune::NoteDialog</name>
    <message>
        <source>Note</source>
        <translation>备注</translation>
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
        <source>Default</source>
        <translation>默认</translation>
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
        <translation>轮次</translation>
    </message>
    <message>
        <source>The curves of a run appear here while it works.</source>
        <translation>运行进行时，曲线会出现在这里。</translation>
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
        <source>Train a reward model</source>
        <translation>训练奖励模型</translation>
    </message>
    <message>
        <source>Make round %1 current</source>
        <translation>将第 %1 轮的模型设为当前</translation>
    </message>
    <message>
        <source>What is done next starts from this captioner.</source>
        <translation>之后的工作将从此描述模型开始。</translation>
    </message>
    <message>
        <source>What suits the algorithm.</source>
        <translation>适合该算法的设置。</translation>
    </message>
    <message>
        <source>Learn from pairs, without a reward model</source>
        <translation>不用奖励模型，直接从描述对学习</translation>
    </message>
    <message>
        <source>Judge it</source>
        <translation>进行盲评</translation>
    </message>
    <message>
        <source>Compares, blind, the captioner that the run made with the one that it started from.</source>
        <translation>对该运行产生的描述模型与它的起点模型进行盲评。</translation>
    </message>
    <message>
        <source>The guard stopped run %1: %2.</source>
        <translation>守护机制停止了运行 %1：%2。</translation>
    </message>
    <message>
        <source>The guard was off; it would have stopped run %1 after round %2: %3.</source>
        <translation>守护机制已关闭；若开启，会在第 %2 轮之后停止运行 %1：%3。</translation>
    </message>
    <message>
        <source>The captioner of round %1 is the best so far.</source>
        <translation>目前最好的是第 %1 轮的描述模型。</translation>
    </message>
    <message>
        <source>No round was better than the captioner that the run began with.</source>
        <translation>没有哪一轮比运行开始时的描述模型更好。</translation>
    </message>
    <message>
        <source>The captioner of round %1 is the best so far: new work starts from it.</source>
        <translation>目前最好的是第 %1 轮的描述模型：新的工作从它开始。</translation>
    </message>
    <message>
        <source>No round was better than the captioner that the run began with: new work starts from that.</source>
        <translation>没有哪一轮比运行开始时的描述模型更好：新的工作从那个模型开始。</translation>
    </message>
    <message>
        <source>Go back to where it began</source>
        <translation>回到运行开始时的模型</translation>
    </message>
    <message>
        <source>The captioner that the first round begins with.</source>
        <translation>第一轮开始时使用的描述模型。</translation>
    </message>
    <message>
        <source>Default: the current captioner</source>
        <translation>默认：当前的描述模型</translation>
    </message>
    <message>
        <source>What the captions of each round are scored with.</source>
        <translation>用来给每一轮描述打分的模型。</translation>
    </message>
    <message>
        <source>Default: the current reward model</source>
        <translation>默认：当前的奖励模型</translation>
    </message>
    <message numerus="yes">
        <source>%Ln training image(s) to write captions of.</source>
        <translation>
            <numerusform>有 %Ln 张训练图片可供生成描述。</numerusform>
        </translation>
    </message>
    <message>
        <source>The reference is the captioner that this line of captioners began with, whichever round the run started from. The KL is measured from it, too.</source>
        <translation>参考模型是这一谱系的起点描述模型，无论本次运行从哪一轮开始。KL 也以它为基准。</translation>
    </message>
    <message>
        <source>The captioner is optimised towards what a reward model has learnt from the ratings. Train one first.</source>
        <translation>描述模型会朝奖励模型从评分中学到的方向优化。请先训练一个。</translation>
    </message>
    <message>
        <source>Reward</source>
        <translation>奖励</translation>
    </message>
    <message>
        <source>Captions of the reference and now, with their reward</source>
        <translation>参考模型与现在的描述及其奖励</translation>
    </message>
    <message>
        <source>Guard</source>
        <translation>守护机制</translation>
    </message>
    <message>
        <source>The guard watches KL, length, repetition, entropy, what captions tell of their images and whether better-rated captions gain, and stops a run that games its reward.</source>
        <translation>守护机制监测 KL、长度、重复、熵、描述对图片的信息量以及评分较高的描述是否受到偏向，并停止钻奖励空子的运行。</translation>
    </message>
    <message>
        <source>The project is open for reading only.</source>
        <translation>该项目以只读方式打开。</translation>
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
    <name>attune::PairDisagreements</name>
    <message>
        <source>Pairs that it orders the other way round</source>
        <translation>排序相反的配对</translation>
    </message>
    <message>
        <source>A double click shows the image.</source>
        <translation>双击可显示图片。</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>It prefers</source>
        <translation>模型偏好的</translation>
    </message>
    <message>
        <source>By points</source>
        <translation>相差分数</translation>
    </message>
    <message>
        <source>It orders no held-out pair the other way round.</source>
        <translation>没有排序相反的留出配对。</translation>
    </message>
</context>
<context>
    <name>attune::PictureCommands</name>
    <message>
        <source>Zoom into the image</source>
        <translation>放大图片</translation>
    </message>
    <message>
        <source>Zoom out of the image</source>
        <translation>缩小图片</translation>
    </message>
    <message>
        <source>Fit the image</source>
        <translation>图片适应窗口</translation>
    </message>
    <message>
        <source>The image at 100 %</source>
        <translation>图片按 100% 显示</translation>
    </message>
    <message>
        <source>Move left in the zoomed image</source>
        <translation>在放大的图片中向左移动</translation>
    </message>
    <message>
        <source>Move right in the zoomed image</source>
        <translation>在放大的图片中向右移动</translation>
    </message>
    <message>
        <source>Move up in the zoomed image</source>
        <translation>在放大的图片中向上移动</translation>
    </message>
    <message>
        <source>Move down in the zoomed image</source>
        <translation>在放大的图片中向下移动</translation>
    </message>
</context>
<context>
    <name>attune::PlotBoard</name>
    <message>
        <source>Step</source>
        <translation>步数</translation>
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
        <translation>人工编辑</translation>
    </message>
    <message>
        <source>Several tags</source>
        <extracomment>a group of images, beside those of one tag</extracomment>
        <translation>多个标签</translation>
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
        <translation>实际评分</translation>
    </message>
    <message>
        <source>Predicted rating</source>
        <translation>预测评分</translation>
    </message>
    <message>
        <source>%1: %2
%3: %4</source>
        <extracomment>values under the mouse, each behind the name of its axis</extracomment>
        <translation>%1：%2
%3：%4</translation>
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
        <source>Work</source>
        <translation>工作</translation>
    </message>
    <message>
        <source>Your ratings are stored under this name, so that raters can be told apart.</source>
        <translation>您的评分以此名字保存，以便区分不同的评分者。</translation>
    </message>
    <message>
        <source>Where captions are written and models are trained, unless a form says otherwise.</source>
        <translation>生成描述和训练模型所用的设备，除非表单中另有指定。</translation>
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
        <source>Projects folder</source>
        <translation>项目文件夹</translation>
    </message>
    <message>
        <source>%1, %2 of memory</source>
        <extracomment>%1 is a device, %2 its memory</extracomment>
        <translation>%1，内存 %2</translation>
    </message>
    <message>
        <source>%1 (not found)</source>
        <translation>%1（未找到）</translation>
    </message>
    <message>
        <source>A new reward model &amp;scores the captions that are to be rated</source>
        <translation>训练出新的奖励模型后，为待评分的描述打分(&amp;S)</translation>
    </message>
    <message>
        <source>Rating the uncertain ones first goes by these scores. With many images it takes its time.</source>
        <translation>“不确定优先”的顺序依据这些得分。图片很多时需要一些时间。</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Your name as a rater</source>
        <translation>评分者名字(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;Device</source>
        <translation>设备(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Projects folder</source>
        <translation>项目文件夹(&amp;P)</translation>
    </message>
    <message>
        <source>Automatic: a GPU where there is one</source>
        <translation>自动：有 GPU 时使用 GPU</translation>
    </message>
</context>
<context>
    <name>attune::ProgressRow</name>
    <message>
        <source>, </source>
        <comment>between rate and time left</comment>
        <translation>，</translation>
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
</context>
<context>
    <name>attune::ProjectService</name>
    <message>
        <source>Your words were not saved: %1</source>
        <translation>您写下的内容未能保存：%1</translation>
    </message>
    <message>
        <source>Copy them from here: “%1”</source>
        <translation>请从此处复制：“%1”</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 is "Your rating of “a red ball” was not saved", %2 the cause</extracomment>
        <translation>%1：%2</translation>
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
        <translation>先显示奖励模型与您的评分相矛盾的，再显示奖励模型认为各描述模型优劣相差最大的。</translation>
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
        <translation>有些配对稍后会左右互换、不加提示地再次出现：这里是您前后判断一致的次数。</translation>
    </message>
    <message numerus="yes">
        <source>%n selected image(s)</source>
        <translation>
            <numerusform>%n 张选中的图片</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 a minute</source>
        <translation>每分钟 %1 张</translation>
    </message>
    <message>
        <source>Agrees with itself %1</source>
        <translation>前后一致 %1 次</translation>
    </message>
    <message>
        <source>Where the heads of the reward model disagree most, spread over captions that are unlike each other: most is learnt from these.</source>
        <translation>奖励模型的各个头分歧最大、且彼此不相似的描述：为这些描述评分，奖励模型学到的最多。</translation>
    </message>
    <message>
        <source>Train the reward model</source>
        <translation>训练奖励模型</translation>
    </message>
    <message>
        <source>These decisions are enough for a first reward model. You can go on rating later.</source>
        <translation>这些判断已足够训练第一个奖励模型。之后可以继续评分。</translation>
    </message>
    <message>
        <source>Decisions: %1</source>
        <translation>判断：%1</translation>
    </message>
    <message>
        <source>Images with all captions decided on: %1</source>
        <translation>全部描述均已判断的图片：%1</translation>
    </message>
    <message>
        <source>The left caption was chosen %1 times (between %2 and %3 at 95 % confidence).</source>
        <translation>选择左侧描述 %1 次（95% 区间 %2–%3）。</translation>
    </message>
    <message>
        <source>You prefer the left caption more often than chance explains: %1. The sides are shuffled, so read both captions before you decide.</source>
        <translation>您选择左侧描述的次数超出了偶然范围：%1。左右位置是随机的，请读完两条描述再决定。</translation>
    </message>
    <message>
        <source>You prefer the right caption more often than chance explains: %1. The sides are shuffled, so read both captions before you decide.</source>
        <translation>您选择右侧描述的次数超出了偶然范围：%1。左右位置是随机的，请读完两条描述再决定。</translation>
    </message>
</context>
<context>
    <name>attune::RateDesk</name>
    <message>
        <source>Your rating of “%1” was not saved</source>
        <translation>您对“%1”的评分未能保存</translation>
    </message>
    <message>
        <source>the words before it were not saved</source>
        <translation>在它之前写下的内容未能保存</translation>
    </message>
    <message>
        <source>Your comparison of the captions of %1 was not saved</source>
        <extracomment>%1 is the name of a picture</extracomment>
        <translation>您对 %1 的描述所做的比较未能保存</translation>
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
        <source>With more than two captions: select the one to the left.</source>
        <translation>多于两条描述时：选择左边的一条。</translation>
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
        <source>Your own words count as right, and as better than the caption: what SFT and DPO learn from.</source>
        <translation>您写的文字视为正确，并优于原描述：SFT 和 DPO 由此学习。</translation>
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
        <translation>这里的描述已全部判断</translation>
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
        <source>Go to the Library</source>
        <translation>前往图库</translation>
    </message>
    <message>
        <source>No captions were written yet</source>
        <translation>还没有生成描述</translation>
    </message>
    <message>
        <source>Select the one to the left</source>
        <translation>选择左边一条</translation>
    </message>
    <message>
        <source>Select the one to the right</source>
        <translation>选择右边一条</translation>
    </message>
    <message>
        <source>Of two captions.</source>
        <translation>仅用于两条描述。</translation>
    </message>
    <message>
        <source>The arrows then go from word to word and show where the captioner looked; Escape leaves the words.</source>
        <translation>之后用左右方向键逐词移动，并显示描述模型在该词上的注意力；按 Esc 退出逐词查看。</translation>
    </message>
    <message>
        <source>There is no reward model yet: until you train one, the order is random.</source>
        <translation>还没有奖励模型：在您训练一个之前，顺序是随机的。</translation>
    </message>
    <message>
        <source>The reward model is scoring captions; the order follows once it has.</source>
        <translation>奖励模型正在给描述打分；打分完成后顺序随之更新。</translation>
    </message>
    <message>
        <source>The reward model has scored none of these captions: the order is random. Score them in the Library.</source>
        <translation>奖励模型还没有给这些描述打分：顺序是随机的。请在图库中打分。</translation>
    </message>
    <message>
        <source>Captions that the reward model has not scored yet come last. Score them in the Library.</source>
        <translation>奖励模型还没有打分的描述排在最后。请在图库中打分。</translation>
    </message>
    <message>
        <source>1–5  Rate</source>
        <translation>1–5  评分</translation>
    </message>
    <message>
        <source>A (left) is better</source>
        <translation>A（左）更好</translation>
    </message>
    <message>
        <source>B (right) is better</source>
        <translation>B（右）更好</translation>
    </message>
    <message>
        <source>Go on with all images</source>
        <translation>继续为全部图片评分</translation>
    </message>
    <message>
        <source>These are decided</source>
        <translation>这些已全部判断</translation>
    </message>
    <message>
        <source>All captions of the selected images are decided on.</source>
        <translation>所选图片的描述都已判断。</translation>
    </message>
    <message>
        <source>Test images are not rated</source>
        <translation>测试图片不参与评分</translation>
    </message>
    <message>
        <source>The others have no captions yet.</source>
        <translation>其余图片还没有描述。</translation>
    </message>
    <message>
        <source>These images have no captions yet</source>
        <translation>这些图片还没有描述</translation>
    </message>
    <message>
        <source>Have captions of them written in the Library; they are rated here.</source>
        <translation>请在图库中为它们生成描述，然后在这里评分。</translation>
    </message>
    <message>
        <source>Only test images have captions</source>
        <translation>只有测试图片有描述</translation>
    </message>
    <message>
        <source>They are held out: models are judged on them, and nothing is to learn from them. Have captions of other images written in the Library.</source>
        <translation>测试图片用来评判模型，不参与学习。请在图库中为其他图片生成描述。</translation>
    </message>
    <message numerus="yes">
        <source>%n test image(s) of the selection are left out: models are judged on them, and nothing is to learn from them.</source>
        <translation>
            <numerusform>所选图片中略去了 %n 张测试图片：它们用来评判模型，不参与学习。</numerusform>
        </translation>
    </message>
    <message>
        <source>Where it looked</source>
        <translation>逐词看注意力</translation>
    </message>
    <message>
        <source>Have the captioner write two or more of each image in the Library; they are rated here.</source>
        <translation>请在图库中让描述模型为每张图片生成两条或更多描述，然后在这里评分。</translation>
    </message>
    <message>
        <source>Bring in images and a captioner, then have captions written; they are rated here.</source>
        <translation>先导入图片和描述模型，再生成描述；然后在这里评分。</translation>
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
        <source>%Ln image(s)</source>
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
        <extracomment>"640 images" and "200 decisions"</extracomment>
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
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Replay how the points moved during training</source>
        <translation>回放训练过程中点的移动</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <extracomment>the place of a step among all steps, as in "Step 3 of 12"</extracomment>
        <translation>第 %1 步，共 %2 步</translation>
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
    <message>
        <source>Show all values</source>
        <translation>显示全部数值</translation>
    </message>
</context>
<context>
    <name>attune::RewardDoubts</name>
    <message>
        <source>This reward does not order captions measurably better than chance.</source>
        <translation>没有测得此奖励对描述的排序优于随机排序。</translation>
    </message>
    <message numerus="yes">
        <source>It learnt from %Ln decision(s), and a first reward model takes about 50: rate more captions and train it again before you optimise with it.</source>
        <translation>
            <numerusform>它只从 %Ln 次判断中学得，而第一个奖励模型大约需要 50 次：请再为一些描述评分，重新训练之后再用它来优化。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was held out that could tell whether this reward orders captions as they were judged.</source>
        <translation>没有留出任何数据，无法得知此奖励对描述的排序是否与所作的评判一致。</translation>
    </message>
    <message>
        <source>See in the report where it disagrees with the ratings, rate pairs that differ clearly, or let it read other features, and train it again before you optimise with it.</source>
        <translation>请在报告中查看它与评分分歧最大之处，为差别明显的配对评分，或让它读取其他特征，重新训练之后再用它来优化。</translation>
    </message>
    <message>
        <source>This reward hardly looks at the image: with the images exchanged its score falls by only %1 standard deviations. It rewards how captions sound, not what is there. Rate captions that are wrong about the image.</source>
        <translation>此奖励几乎不看图片：换图后其得分仅下降 %1 个标准差。它奖励的是描述的措辞，而不是图中的内容。请为那些与图片不符的描述评分。</translation>
    </message>
</context>
<context>
    <name>attune::RewardFigures</name>
    <message>
        <source>Spearman's correlation of predicted with given ratings, of captions that it did not learn from: 1 where it puts them in the same order, 0 where it might as well guess.</source>
        <translation>在它未学习过的描述上，预测评分与所给评分之间的斯皮尔曼（Spearman）相关系数：1 表示次序完全相同，0 表示与随意猜测无异。</translation>
    </message>
    <message>
        <source>Each head of the reward learns from images drawn at random. The other ratings are of images that every head has drawn.</source>
        <translation>奖励模型的每个头都从随机抽取的图片中学习。其余评分所属的图片被每个头都抽到过。</translation>
    </message>
    <message>
        <source>of %1 of the %2</source>
        <extracomment>of how many of the ratings a figure is: "of 194 of the 200 ratings"</extracomment>
        <translation>%2中的 %1 个</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>%1</translation>
    </message>
    <message>
        <source>Rank correlation</source>
        <translation>秩相关系数</translation>
    </message>
    <message>
        <source>%1 to %2, of %3</source>
        <extracomment>the bounds of an interval, and the sentence part "16 pairs"</extracomment>
        <translation>%1 至 %2，%3</translation>
    </message>
    <message numerus="yes">
        <source>%Ln pair(s)</source>
        <translation>
            <numerusform>%Ln 对</numerusform>
        </translation>
    </message>
    <message>
        <source>Pairs in the right order</source>
        <translation>次序正确的描述对</translation>
    </message>
    <message>
        <source>A pair is two captions that were rated differently, of one image where there are such, or a comparison that had a winner. With few pairs the share is unsure: it lies between these bounds in 95 of 100 cases.</source>
        <translation>一对是指评分不同的两条描述（若有同一图片的，则取同一图片的），或分出优劣的一次比较。对数少时该比例并不确定：在 100 次中有 95 次位于这两个界限之间。</translation>
    </message>
    <message>
        <source>Points off on average</source>
        <translation>平均偏差（分）</translation>
    </message>
    <message>
        <source>How far predicted ratings are from the given ones, of captions that it did not learn from.</source>
        <translation>在它未学习过的描述上，预测评分与所给评分相差多少。</translation>
    </message>
    <message>
        <source>Fall with images exchanged</source>
        <translation>调换图片后的下降</translation>
    </message>
    <message>
        <source>standard deviations</source>
        <translation>个标准差</translation>
    </message>
    <message>
        <source>How far its score falls where a caption is judged beside the image of another. A reward that hardly falls does not look at the image.</source>
        <translation>把一条描述与另一条描述的图片放在一起评判时，得分下降多少。几乎不下降的奖励模型没有在看图片。</translation>
    </message>
    <message>
        <source>on the scale of 1 to 5</source>
        <translation>评分范围为 1 至 5</translation>
    </message>
</context>
<context>
    <name>attune::RewardPage</name>
    <message>
        <source>Default</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>Eight heads on all features.</source>
        <translation>集成八个头，使用全部特征。</translation>
    </message>
    <message>
        <source>A quick look</source>
        <translation>快速试跑</translation>
    </message>
    <message>
        <source>Half the heads, fewer epochs.</source>
        <translation>集成头数减半，训练遍数更少。</translation>
    </message>
    <message>
        <source>Careful</source>
        <translation>谨慎</translation>
    </message>
    <message>
        <source>More heads, more patience.</source>
        <translation>集成头数更多，早停耐心更大。</translation>
    </message>
    <message>
        <source>Train the reward model</source>
        <translation>训练奖励模型</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>训练遍数</translation>
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
        <source>There is no captioner yet</source>
        <translation>还没有描述模型</translation>
    </message>
    <message>
        <source>A reward model reads captions through a captioner. Add the folder of one in the Library.</source>
        <translation>奖励模型借助描述模型来读取描述。请在图库中添加一个描述模型的文件夹。</translation>
    </message>
    <message>
        <source>Go to the Library</source>
        <translation>前往图库</translation>
    </message>
    <message>
        <source>&amp;Reads through</source>
        <translation>所用模型(&amp;R)</translation>
    </message>
    <message>
        <source>The captioner whose states it judges by, or an encoder of images and texts (CLIP, SigLIP).</source>
        <translation>奖励模型所读取隐藏状态的来源：描述模型，或图文编码器（CLIP、SigLIP）。</translation>
    </message>
    <message>
        <source>Optimise with it</source>
        <translation>用于优化</translation>
    </message>
    <message>
        <source>The captioner learns what this reward model prefers.</source>
        <translation>描述模型学习该奖励模型的偏好。</translation>
    </message>
    <message>
        <source>It learns from %1 and %2, on %3.</source>
        <translation>奖励模型将从 %3的 %1和 %2中学习。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s)</source>
        <translation>
            <numerusform>%Ln 张图片</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them came from the simulated rater.</source>
        <translation>
            <numerusform>其中 %Ln 项来自模拟评分者。</numerusform>
        </translation>
    </message>
    <message>
        <source>All of them came from the simulated rater.</source>
        <translation>全部来自模拟评分者。</translation>
    </message>
    <message>
        <source>Learns to rate captions as they were rated.</source>
        <translation>学习像已有的评分那样为描述评分。</translation>
    </message>
    <message>
        <source>Report of run %1</source>
        <translation>运行 %1 的报告</translation>
    </message>
    <message>
        <source>Report of run %1: %2</source>
        <translation>运行 %1 的报告：%2</translation>
    </message>
    <message>
        <source>Run %1: %2</source>
        <translation>运行 %1：%2</translation>
    </message>
    <message>
        <source>Rank correlation</source>
        <translation>秩相关系数</translation>
    </message>
</context>
<context>
    <name>attune::RewardReportView</name>
    <message>
        <source>given</source>
        <translation>实际评分</translation>
    </message>
    <message>
        <source>predicted</source>
        <translation>预测评分</translation>
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
        <translation>实际评分</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>预测评分</translation>
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
        <source>A double click shows the image.</source>
        <translation>双击可显示图片。</translation>
    </message>
    <message>
        <source>image</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>caption</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>where the captioner looks</source>
        <translation>描述模型的注意力</translation>
    </message>
    <message>
        <source>image and caption together</source>
        <translation>图片与描述的结合</translation>
    </message>
    <message>
        <source>What its judgement rests on</source>
        <translation>评判的依据</translation>
    </message>
    <message>
        <source>How much of what it gets right on held-out captions it owes to each part (Shapley values): the bars add up to the rank correlation, or, with comparisons alone, to twice the pairs it gets right, minus one.</source>
        <translation>它在留出描述上的正确判断有多少来自各个部分（Shapley 值）：各条之和等于秩相关系数；若只有比较，则等于判断正确的配对比例的两倍减一。</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>a part of the reward and its weight</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the items of a list</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>what was asked</source>
        <translation>提问内容</translation>
    </message>
    <message>
        <source>Tuning its captioner (%1) took the rank correlation from %2 to %3 and the right pairs from %4 to %5, on captions that neither it nor the reward learnt from.</source>
        <translation>微调其描述模型（%1）后，在两者都没有学过的描述上，秩相关系数从 %2 变为 %3，判断正确的配对从 %4 变为 %5。</translation>
    </message>
    <message>
        <source>%1 That is no better by its loss, so that the captioner stays as it was.</source>
        <translation>%1按损失来看并没有变好，因此描述模型保持原样。</translation>
    </message>
    <message>
        <source>These figures are somewhat optimistic: the same held-out judgements decided when the training stopped.</source>
        <translation>这些数字略为乐观：决定训练何时停止的也是同一批留出的评判。</translation>
    </message>
    <message>
        <source>Measured on ratings that training never saw. The reward model that was kept may score slightly differently.</source>
        <translation>这些数字测自训练从未见过的评分；最终保留的奖励模型得分可能略有不同。</translation>
    </message>
    <message>
        <source>All of them came from the simulated rater.</source>
        <translation>全部来自模拟评分者。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them came from the simulated rater.</source>
        <translation>
            <numerusform>其中 %Ln 项来自模拟评分者。</numerusform>
        </translation>
    </message>
    <message>
        <source>Its gates weigh: %1.</source>
        <translation>各门控的权重：%1。</translation>
    </message>
    <message numerus="yes">
        <source>Decided the other way when they came back: %1 of %Ln pair(s), so that %2 of the comparisons of %3 are taken for mistakes.</source>
        <translation>
            <numerusform>在 %Ln 个再次出现的配对中，有 %1 个作出了相反的决定，因此 %3 的比较中有 %2 被视为误判。</numerusform>
        </translation>
    </message>
    <message>
        <source>Where it disagrees with the simulated rater most</source>
        <translation>与模拟评分者分歧最大之处</translation>
    </message>
    <message>
        <source>Where it disagrees with the ratings most</source>
        <translation>与评分分歧最大之处</translation>
    </message>
    <message>
        <source>Given against predicted ratings</source>
        <translation>实际评分与预测评分</translation>
    </message>
    <message>
        <source>ratings in each bin</source>
        <translation>每组的评分数</translation>
    </message>
    <message>
        <source>part of twice the pairs right, minus one (%1)</source>
        <translation>在“正确配对比例的两倍减一”（%1）中所占的部分</translation>
    </message>
    <message>
        <source>part of the rank correlation (%1)</source>
        <translation>在秩相关系数（%1）中所占的部分</translation>
    </message>
    <message>
        <source>Pairs that it orders the other way round</source>
        <translation>排序相反的配对</translation>
    </message>
    <message>
        <source>You preferred</source>
        <translation>您偏好的</translation>
    </message>
    <message>
        <source>The simulated rater preferred</source>
        <translation>模拟评分者偏好的</translation>
    </message>
    <message>
        <source>The raters preferred</source>
        <translation>评分者们偏好的</translation>
    </message>
    <message>
        <source>Nothing was held out to measure it by.</source>
        <translation>没有留出可用来衡量它的数据。</translation>
    </message>
    <message>
        <source>Learnt from %1 and %2.</source>
        <translation>从 %1和 %2中学得。</translation>
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
    <message>
        <source>no values</source>
        <translation>没有数值</translation>
    </message>
    <message>
        <source>The project is open for reading only.</source>
        <translation>该项目以只读方式打开。</translation>
    </message>
</context>
<context>
    <name>attune::RunCommands</name>
    <message>
        <source>No run is at work.</source>
        <translation>没有正在进行的运行。</translation>
    </message>
    <message>
        <source>No run is at work, and none waits.</source>
        <translation>没有正在进行或等待的运行。</translation>
    </message>
    <message>
        <source>Runs</source>
        <extracomment>a menu: what is done with runs</extracomment>
        <translation>运行</translation>
    </message>
    <message>
        <source>&amp;Pause the run, or go on</source>
        <translation>暂停或继续运行(&amp;P)</translation>
    </message>
    <message>
        <source>The run waits where it is; once more, and it goes on.</source>
        <translation>运行会停在原处等待；再按一次即可继续。</translation>
    </message>
    <message>
        <source>&amp;Stop the run</source>
        <translation>停止运行(&amp;S)</translation>
    </message>
    <message>
        <source>The run stops, and can be resumed.</source>
        <translation>运行会停止，之后可以恢复。</translation>
    </message>
    <message>
        <source>Stop &amp;all runs</source>
        <translation>停止所有运行(&amp;A)</translation>
    </message>
    <message>
        <source>The run at work stops, and those that wait are taken out. All can be resumed.</source>
        <translation>正在进行的运行会停止，等待中的会移出队列。之后都可以恢复。</translation>
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
        <source>Drawing images</source>
        <translation>绘制图片</translation>
    </message>
    <message>
        <source>Computing features</source>
        <translation>计算特征</translation>
    </message>
    <message>
        <source>Reading images</source>
        <translation>读取图片</translation>
    </message>
    <message>
        <source>Looking for images</source>
        <translation>查找图片</translation>
    </message>
    <message>
        <source>Looking at the images</source>
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
        <translation>计算参考模型的对数概率</translation>
    </message>
    <message>
        <source>Writing the report</source>
        <translation>生成报告</translation>
    </message>
    <message>
        <source>Rewards</source>
        <translation>计算奖励</translation>
    </message>
    <message>
        <source>Rollout</source>
        <translation>采样</translation>
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
    <message>
        <source>Comparing both captioners</source>
        <translation>正在比较两个描述模型</translation>
    </message>
    <message>
        <source>Finding what to rate next</source>
        <translation>正在找出接下来最值得评分的内容</translation>
    </message>
    <message>
        <source>Looking at what the update did</source>
        <translation>评估更新的效果</translation>
    </message>
    <message>
        <source>Tuning the captioner of the reward</source>
        <translation>微调奖励的描述模型</translation>
    </message>
    <message>
        <source>Learning a shared space</source>
        <translation>正在学习共享空间</translation>
    </message>
    <message>
        <source>not begun</source>
        <translation>未开始</translation>
    </message>
    <message>
        <source>Merging an adapter</source>
        <translation>合并适配器</translation>
    </message>
    <message>
        <source>Loading the captioner</source>
        <translation>正在加载描述模型</translation>
    </message>
    <message>
        <source>Merging the adapter</source>
        <translation>正在合并适配器</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>正在启动</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln round(s)</source>
        <translation>
            <numerusform>已完成 %1/%Ln 轮</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln epoch(s)</source>
        <translation>
            <numerusform>已完成 %1/%Ln 遍</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln step(s)</source>
        <translation>
            <numerusform>已完成 %1/%Ln 步</numerusform>
        </translation>
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
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>the state of a run and how far it is: "running, 45 %"</extracomment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>What came of the run, in one line, and of which captions its figures are</source>
        <translation>用一行概括的运行结果，以及其数值取自哪些描述</translation>
    </message>
</context>
<context>
    <name>attune::SampleDelegate</name>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>reference</source>
        <translation>参考模型</translation>
    </message>
</context>
<context>
    <name>attune::SampleList</name>
    <message>
        <source>Captions of the reference and now</source>
        <translation>参考模型与现在的描述</translation>
    </message>
    <message>
        <source>Captions of the reference and now appear here after the first round.</source>
        <translation>第一轮之后，参考模型与现在的描述会出现在这里。</translation>
    </message>
</context>
<context>
    <name>attune::SampleModel</name>
    <message>
        <source>Round</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Caption now</source>
        <translation>现在的描述</translation>
    </message>
    <message>
        <source>Caption of the reference</source>
        <translation>参考模型的描述</translation>
    </message>
    <message>
        <source>Reference: %1
Now: %2</source>
        <translation>参考模型：%1
现在：%2</translation>
    </message>
    <message>
        <source>Reward of the reference</source>
        <translation>参考模型的奖励</translation>
    </message>
    <message>
        <source>Reward now</source>
        <translation>现在的奖励</translation>
    </message>
    <message>
        <source>Reference, reward %1: %2
Now, reward %3: %4</source>
        <translation>参考，奖励 %1：%2
现在，奖励 %3：%4</translation>
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
    <message>
        <source>The plot is not there any more.</source>
        <translation>图表已不存在。</translation>
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
            <numerusform>已选 %1（来自 %n 张图片）</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n point(s)</source>
        <translation>
            <numerusform>%n 个点</numerusform>
        </translation>
    </message>
    <message>
        <source>Shift adds to what is selected, Ctrl takes away from it.</source>
        <translation>按住 Shift 加入选择，按住 Ctrl 从选择中移除。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln point(s). Drag to select.</source>
        <translation>
            <numerusform>%Ln 个点。拖动以选择。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>attune::Sentences</name>
    <message>
        <source>%1 %2</source>
        <extracomment>two sentences in a row</extracomment>
        <translation>%1%2</translation>
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
    <message>
        <source>&amp;Shortcut</source>
        <translation>快捷键(&amp;S)</translation>
    </message>
    <message>
        <source>Al&amp;ternative</source>
        <translation>备用键(&amp;T)</translation>
    </message>
</context>
<context>
    <name>attune::ShownPicture</name>
    <message>
        <source>The image is being read</source>
        <translation>正在读取图片</translation>
    </message>
    <message>
        <source>The image cannot be shown. %1</source>
        <translation>无法显示图片。%1</translation>
    </message>
</context>
<context>
    <name>attune::SpaceBar</name>
    <message numerus="yes">
        <source>%1, run %2: %n step(s)</source>
        <extracomment>a kind of run ("Reward training"), its number, and how many layouts it has written</extracomment>
        <translation>
            <numerusform>运行 %2：%1（共 %n 步）</numerusform>
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
        <translation>模型或轮次</translation>
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
    <message>
        <source>Recall@10 %1</source>
        <extracomment>recall at 10: how many captions find their picture among the ten nearest</extracomment>
        <translation>Recall@10 %1</translation>
    </message>
    <message>
        <source>How well the space matches %1 captions with %2 images.
A caption finds its image first: %3; among the first 5: %4; among the first 10: %5.
An image finds one of its captions first: %6; among the first 5: %7; among the first 10: %8.</source>
        <translation>该空间将 %1 条描述与 %2 张图片配对的效果。
由描述检索其图片：排在第 1 位的占 %3，前 5 位 %4，前 10 位 %5。
由图片检索其任一描述：排在第 1 位的占 %6，前 5 位 %7，前 10 位 %8。</translation>
    </message>
    <message>
        <source>These figures are somewhat optimistic: the same held-out images decided when the learning of the space stopped.</source>
        <translation>这些数字略为乐观：决定空间学习何时停止的也是同一批留出的图片。</translation>
    </message>
    <message>
        <source>This layout was computed without UMAP.</source>
        <translation>计算此布局时未使用 UMAP。</translation>
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
        <source>Small drawn images, a captioner that can be improved, and captions ready to rate.</source>
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
        <source>The demo needs nothing: small drawn images, and a captioner that is good but can be improved. Your own photographs need a captioner for photographs, as a checkpoint folder from the Hugging Face hub.</source>
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
        <source>Bring in images; the captioner writes several captions of each.</source>
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
        <translation>描述模型朝奖励更高的方向调整。</translation>
    </message>
    <message>
        <source>5  Judge</source>
        <translation>5  盲评</translation>
    </message>
    <message>
        <source>Compare before and now, blind. Then go round again.</source>
        <translation>盲评对比优化前后，然后再来一轮。</translation>
    </message>
    <message>
        <source>Go on with %1</source>
        <translation>继续 %1</translation>
    </message>
    <message>
        <source>The demo is being made.</source>
        <translation>正在创建演示项目。</translation>
    </message>
    <message>
        <source>New demo project</source>
        <translation>新建演示项目</translation>
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
        <source>Stop the run</source>
        <translation>停止运行</translation>
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
    <message>
        <source>Stop the run; it can be resumed</source>
        <translation>停止该运行；之后可以恢复</translation>
    </message>
    <message>
        <source>Engine: paused, device %1</source>
        <translation>引擎：已暂停，设备 %1</translation>
    </message>
    <message>
        <source>Engine: running, device %1</source>
        <translation>引擎：运行中，设备 %1</translation>
    </message>
    <message>
        <source>The runs that wait for run %1 of an earlier window</source>
        <translation>等待先前窗口的运行 %1 结束的运行</translation>
    </message>
</context>
<context>
    <name>attune::TableCopy</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy All</source>
        <translation>全部复制</translation>
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
        <translation>按 Enter 或逗号添加标签。输入框为空时，按 Backspace 转到最后一个标签。</translation>
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
    <name>attune::TaskPanel</name>
    <message>
        <source>Copy the list</source>
        <translation>复制列表</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>正在停止</translation>
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
    <message numerus="yes">
        <source>%n comparison(s)</source>
        <translation>
            <numerusform>%n 次比较</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>attune::ThumbnailGrid</name>
    <message>
        <source>Images</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>the image is empty</source>
        <translation>图片为空</translation>
    </message>
</context>
<context>
    <name>attune::ThumbnailLoader</name>
    <message>
        <source>The file holds no image that can be read.</source>
        <translation>文件中没有可读取的图片。</translation>
    </message>
    <message>
        <source>The file is missing: %1</source>
        <translation>文件缺失：%1</translation>
    </message>
    <message>
        <source>The file cannot be read as an image: %1</source>
        <translation>无法将文件作为图片读取：%1</translation>
    </message>
</context>
<context>
    <name>attune::ThumbnailSource</name>
    <message>
        <source>The image's file is missing.</source>
        <translation>图片文件缺失。</translation>
    </message>
</context>
</TS>