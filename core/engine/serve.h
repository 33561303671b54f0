// The engine as a server of one workbench: requests in, events out, one JSON object a line.
#pragma once

#include <iosfwd>

#include "engine/job_control.h"

namespace attune {

/// Says hello, then answers requests until `quit` or the end of `in`. One run at a time; further ones wait in a queue.
/// Lines out are events with the run's folder added under "run"; nothing else is ever written to `out`. `quit` cancels the
/// run at work, which leaves its checkpoint. When the workbench goes away without a word (end of input) the run goes on to
/// its end: its events lie in the run folder, and the workbench finds them when it comes back. A signal handler may cancel
/// the run at work through `control` meanwhile: then no one need be there to ask for it.
void serve(std::istream& in, std::ostream& out, JobControl& control);

}  // namespace attune
