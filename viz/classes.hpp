#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "viz/wording.hpp"

namespace viz {

/// How values become colours. With k breaks there are k + 1 classes: class i holds breaks[i-1] <= value <
/// breaks[i], the first and last are open. With `own_zero` a class of exactly 0 (and less) comes before them.
struct Classes {
    std::vector<double> breaks;  ///< strictly ascending
    bool own_zero = false;       ///< all breaks are above zero

    int size() const { return static_cast<int>(breaks.size()) + 1 + (own_zero ? 1 : 0); }
    bool operator==(const Classes&) const = default;
};

/// Breaks given by a person. Throws InputError unless they are finite, ascending and, with own_zero, above
/// zero.
Classes user_classes(std::vector<double> breaks, bool own_zero = false);

/// About `count` classes of one width, a round number (1, 2, 2.5 or 5 times a power of ten), over the values'
/// range.
Classes round_classes(std::span<const double> values, int count);

/// Classes of about equally many values; breaks are round, moved by at most a tenth of the way to their
/// neighbour, equal ones merged.
/// With `own_zero`, the values above zero are shared out.
Classes quantile_classes(std::span<const double> values, int count, bool own_zero = false);

/// Classes for differences: round breaks (1-2-5 series) that mirror each other around a middle class that
/// holds zero. `count` is odd; the outermost break is the largest round number that one value in fifty still
/// passes.
Classes difference_classes(std::span<const double> values, int count);

/// The class of a value; nothing for NaN.
std::optional<int> class_of(const Classes& classes, double value);

/// Values in each class.
std::vector<std::uint32_t> class_counts(const Classes& classes, std::span<const double> values);

/// What a class holds, such as "5–10", "under 5", "10 og over". Same number of decimals in all.
std::vector<std::string> class_labels(const Classes& classes, Language language);

}  // namespace viz
