/* Texts, frame and codings for other programs of analysis (report/qda.h). */
#pragma once
#include "worker/coded.h"

/* `items`: of Item *, what may be exported; of these, those that count. */
GBytes *export_qdpx(const Coded *coded, const GPtrArray *items, GError **error) MUST_CHECK;
/* The coding frame alone. */
GBytes *export_qdc(const Coded *coded, GError **error) MUST_CHECK;
