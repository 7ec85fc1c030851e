#include "viz/messages.hpp"

#include <catch2/catch.hpp>
#include <type_traits>

using namespace viz;

// A table that lacks a message does not compile.
static_assert(!std::is_default_constructible_v<Text>);
static_assert(!std::is_default_constructible_v<Message<int>>);
static_assert(!std::is_default_constructible_v<Messages>);

TEST_CASE("A message fills its gaps in the order its language wants", "[viz][fast]") {
    constexpr Phrase2 plain = "{} of {}", turned = "{1}s {0}";
    CHECK(plain("roof", "house") == "roof of house");
    CHECK(turned("roof", "house") == "houses roof");
    constexpr Message<std::size_t, std::string_view> counted = "{} {}";
    CHECK(counted(2, "runs") == "2 runs");
}

TEST_CASE("Each language has its own table", "[viz][fast]") {
    CHECK(std::string(messages(Language::norwegian).map.no_data) == "Ingen data");
    CHECK(std::string(messages(Language::english).map.no_data) == "No data");
    CHECK(std::string(messages(Language::norwegian).map.no_lists) == "Ingen egne lister");
    CHECK(std::string_view(messages(Language::norwegian).writing.tag) == "nb");
    CHECK(texts(messages(Language::english).sheets.plane_heads) ==
          std::vector<std::string>{"Scenario", "Effect", "Difference in effect", "Difference in cost, NOK"});
}
