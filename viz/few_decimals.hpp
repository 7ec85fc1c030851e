#pragma once

namespace viz {

/// Decimals (0 to 3) that show two digits of a small number: 12, 3.4, 0.34, 0.034. None for a whole one.
int few_decimals(double value);

}  // namespace viz
