#pragma once

namespace viz {

enum class Language { norwegian, english };

}  // namespace viz
