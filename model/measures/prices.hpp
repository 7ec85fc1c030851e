#pragma once
// What a lever costs: who pays for what it moves, and the least it can be had for.
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace model {

/// What costs are counted by, in eligible municipalities.
enum class Per : std::uint8_t {
    nation,                ///< once, spread over eligible GPs
    municipality,          ///< an eligible municipality
    gp,                    ///< a GP of an eligible form there
    list,                  ///< a list of an eligible municipality, whoever holds it
    agreement,             ///< a training agreement that the measure brings
    satellite,             ///< a municipality with people far from every practice
    thousand_inhabitants,  ///< a thousand people who live there
    extensive_patient,     ///< a patient with extensive needs of a GP of an eligible form there
};
inline constexpr std::array<std::string_view, 8> per_names{
    "in all",
    "per municipality",
    "per GP",
    "per list",
    "",
    "per municipality with people far from every practice",
    "per 1000 inhabitants",
    "per patient with extensive needs"};

/// What a grant is paid once for.
enum class GrantUnit : std::uint8_t {
    gp_year,                 ///< a GP, a year
    young_gp_year,           ///< a GP under MeasureParams::debt_until_age, a year
    alis_year,               ///< a GP with a training agreement, a year
    extensive_patient_year,  ///< a patient with extensive needs of a self-employed GP, a year
    new_contract,            ///< a GP who took the list and the grant a month ago, once
};
inline constexpr std::array<std::string_view, 5> grant_units{
    "GP and year", "young GP and year", "training agreement and year",
    "patient with extensive needs of a self-employed GP and year", "new contract"};

/// Who pays for what a lever moves. Every row must say so: there is no default.
class Pays {
public:
    /// Nobody pays for the lever itself; what the measure costs stands in its cost rows, or is the price.
    static constexpr Pays nothing() { return {false, {}}; }
    /// A rate or price that state and municipalities pay as they always do: the measure's bill is what all
    /// lists cost with it, less what they cost without it.
    static constexpr Pays rate() { return {true, {}}; }
    /// The measure's payer hands out the amount, once per unit, to GPs of an eligible form and place.
    static constexpr Pays grant(GrantUnit unit) { return {false, unit}; }

    constexpr bool is_rate() const { return rate_; }
    constexpr std::optional<GrantUnit> unit() const { return unit_; }  ///< of a grant
    constexpr bool once() const { return unit_ == GrantUnit::new_contract; }

private:
    constexpr Pays(bool rate, std::optional<GrantUnit> unit) : rate_(rate), unit_(unit) {}
    bool rate_;
    std::optional<GrantUnit> unit_;
};

/// The least that an amount of a lever costs, in NOK of 2023 a year, and where that stands. Every row must
/// say so: what costs nobody anything would be the best measure of all.
class Price {
public:
    /// What is paid is the amount itself: rates and grants.
    static constexpr Price itself() { return {Kind::itself, Per::nation, 0, 0, ""}; }
    /// Nothing, for a reason: what it costs is counted elsewhere.
    static constexpr Price elsewhere(std::string_view reason) {
        return {Kind::elsewhere, Per::nation, 0, 0, reason};
    }
    /// So much for each `of` of the amount; amounts of the other sign cost nothing.
    static constexpr Price at_least(double nok, double of, Per per, std::string_view source) {
        return {Kind::known, per, nok, of, source};
    }
    /// Nobody knows: a measure that pulls it has no price, unless its file says what it costs.
    static constexpr Price unknown(std::string_view why) { return {Kind::unknown, Per::nation, 0, 0, why}; }

    constexpr bool is_known() const { return kind_ == Kind::known; }
    constexpr bool is_unknown() const { return kind_ == Kind::unknown; }
    constexpr double nok() const { return nok_; }
    constexpr double of() const { return of_; }  ///< 0: counted by what the amount brings
    constexpr Per per() const { return per_; }
    constexpr std::string_view source() const { return source_; }

private:
    enum class Kind : std::uint8_t { itself, elsewhere, known, unknown };
    constexpr Price(Kind kind, Per per, double nok, double of, std::string_view source)
        : kind_(kind), per_(per), nok_(nok), of_(of), source_(source) {}
    Kind kind_;
    Per per_;
    double nok_, of_;
    std::string_view source_;
};

/// How many times `of` an amount is, not below nothing; 1 where the units follow the amount by themselves.
constexpr double times_of(double amount, double of) {
    if (of == 0) return amount > 0 ? 1 : 0;
    return amount / of > 0 ? amount / of : 0;
}

}  // namespace model
