/* A report with something of everything, for tests and for looking at. */
#pragma once
#include "report/report.h"

Report *report_sample(size_t n_themes);
