#include "analysis/saturation.h"
#include "base/hash.h"

GArray *
saturation_curve(const guint64 *codes, const size_t *starts, size_t n_read)
{
    GArray *curve = g_array_new(FALSE, FALSE, sizeof(SaturationPoint));
    g_autoptr(GHashTable) seen = g_hash_table_new(hash_int64, g_int64_equal);
    SaturationPoint point = { 0 };

    for (size_t i = 0; i < n_read; i++) {
        for (size_t c = starts[i]; c < starts[i + 1]; c++)
            point.new_codes += g_hash_table_add(seen, (gpointer)&codes[c]);
        point.read = i + 1;
        point.codes = g_hash_table_size(seen);
        if (point.read % SATURATION_STEP != 0 && point.read != n_read)
            continue;
        g_array_append_val(curve, point);
        point.new_codes = 0;
    }
    return curve;
}
