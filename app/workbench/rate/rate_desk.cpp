#include "workbench/rate/rate_desk.h"
