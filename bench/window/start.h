// A fresh process that says when its window was painted.
#pragma once

class QApplication;

namespace attune::bench {

bool isStartProbe(int argc, char** argv);
/// Makes the window as the program does, and prints on which nanosecond of the monotonic clock it was first painted.
int probeStart(QApplication& application);

}  // namespace attune::bench
