#pragma once
#include <string>
#include <string_view>

namespace viz {

enum class Language { norwegian, english };

/// A number as people read it: "−12 345,6" in Norwegian (comma, narrow no-break space), "−12,345.6" in
/// English. The minus sign is the typographic one (U+2212). A value that rounds to zero has no sign.
std::string format_number(double value, int decimals, Language language);

/// Decimals (0 to 3) that show a number without loss.
int decimals_of(double value);

/// The fixed words of a map.
struct Words {
    std::string_view under, and_over, to, zero_to, over_zero, all_values, no_data, uncertain, municipalities,
        cells, source, oslo_fjord;
};
const Words& words(Language language);

}  // namespace viz
