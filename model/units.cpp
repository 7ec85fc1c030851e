#include "model/units.hpp"

namespace model {
namespace {

/// One row per unit.
constexpr struct {
    std::string_view unit, norwegian;
} unit_rows[] = {
    {"%", "prosent"},
    {"percent", "prosent"},
    {"percentage points", "prosentpoeng"},
    {"persons", "personer"},
    {"lists", "lister"},
    {"municipalities", "kommuner"},
    {"places", "plasser"},
    {"doctors", "leger"},
    {"min", "minutter"},
    {"h", "timer"},
    {"d", "dager"},
    {"working days", "virkedager"},
    {"person-days", "persondager"},
    {"patients per list", "pasienter per liste"},
    {"GPs per 1000 residents", "fastleger per 1000 innbyggere"},
    {"hours per week", "timer per uke"},
    {"hours per GP per week", "timer per lege per uke"},
    {"hours asked per hour offered", "timer etterspurt per time tilbudt"},
    {"consultations per month", "konsultasjoner per måned"},
    {"consultations per patient per year", "konsultasjoner per pasient per år"},
    {"referrals per month", "henvisninger per måned"},
    {"visits per year", "besøk per år"},
    {"deaths per year", "dødsfall per år"},
    {"NOK per month, 2023 prices", "kroner per måned, 2023-priser"},
    {"NOK per resident per year, 2023 prices", "kroner per innbygger per år, 2023-priser"},
    {"1000 NOK per month, 2023 prices", "1000 kroner per måned, 2023-priser"},
    {"1000 NOK per year, 2023 prices", "1000 kroner per år, 2023-priser"},
    {"1000 NOK per GP per year, 2023 prices", "1000 kroner per lege per år, 2023-priser"},
    {"lists per 1000 residents", "lister per 1000 innbyggere"},
    {"hours per year", "timer per år"},
    {"index, 100 = nobody's GP left", "indeks, 100 = ingen mistet fastlegen"},
    {"index, 100 = all in their first year", "indeks, 100 = alle i første år"},
};

}  // namespace

std::string_view unit_no(std::string_view unit) {
    for (const auto& row : unit_rows)
        if (row.unit == unit) return row.norwegian;
    return unit;
}

}  // namespace model
