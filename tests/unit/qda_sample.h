/* A project for REFI-QDA with something of everything. */
#pragma once
#include "report/qda.h"

extern const QdaProject qda_sample;
