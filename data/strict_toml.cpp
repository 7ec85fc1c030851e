#include "data/strict_toml.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <set>

#include "data/read_text_file.hpp"
#include "geo/base/error.hpp"
#include "geo/base/nearest_name.hpp"
#include "model/calendar.hpp"

namespace data {

/// One thing wrong, and where. What was set on the command line comes after what stands in the file.
struct Problem {
    bool was_set;
    std::uint32_t line, column;
    std::string message;
};

struct TomlDocument {
    std::string name, text;
    toml::table root;
    std::set<std::string, std::less<>> asked;  ///< full paths
    std::vector<Problem> problems;

    /// A source region with a path comes from `set`; the path is what stood on the command line.
    void note(const toml::source_region& at, std::string_view message) {
        if (at.path) {
            problems.push_back({true, 0, 0, fmt::format("{}: {}", *at.path, message)});
        } else {
            const auto line = std::max<std::uint32_t>(at.begin.line, 1);
            const auto column = std::max<std::uint32_t>(at.begin.column, 1);
            problems.push_back(
                {false, line, column, fmt::format("{}:{}:{}: {}", name, line, column, message)});
        }
    }
};

namespace {

std::string joined(std::string_view path, std::string_view key) {
    return path.empty() ? std::string(key) : fmt::format("{}.{}", path, key);
}

/// "a string", as in `'run.months' is a string`; small values are shown themselves.
std::string described(const toml::node& node) {
    if (node.is_string()) return "a string";
    if (const auto* v = node.as_integer()) return fmt::format("{}", v->get());
    if (const auto* v = node.as_floating_point()) return fmt::format("{}", v->get());
    if (const auto* v = node.as_boolean()) return v->get() ? "true" : "false";
    if (node.is_array()) return "a list";
    if (node.is_table()) return "a table";
    return "a date or time";
}

std::string with_unit(std::string text, std::string_view unit) {
    if (!unit.empty()) text += fmt::format(" ({})", unit);
    return text;
}

std::string_view last_name(std::string_view path) {
    const auto dot = path.rfind('.');
    return dot == std::string_view::npos ? path : path.substr(dot + 1);
}

/// The asked-for key an unknown one most likely stands for: few letters away, or the same name in another
/// table.
std::optional<std::string> likely_meant(const std::set<std::string, std::less<>>& asked,
                                        std::string_view unknown) {
    auto near = geo::nearest_name(asked, unknown, last_name(unknown).size() / 3);
    for (auto path = asked.begin(); !near && path != asked.end(); ++path)
        if (last_name(*path) == last_name(unknown)) return *path;
    return near;
}

/// Notes every key nobody asked for; inside an unknown table only the table is named.
void note_unknown(TomlDocument& document, const toml::table& table, const std::string& path) {
    for (const auto& [key, node] : table) {
        const auto full = joined(path, key.str());
        if (!document.asked.contains(full)) {
            auto message = fmt::format("unknown key '{}'", full);
            if (const auto meant = likely_meant(document.asked, full))
                message += fmt::format("; did you mean '{}'?", *meant);
            document.note(key.source(), message);
        } else if (const auto* inner = node.as_table()) {
            note_unknown(document, *inner, full);
        } else if (const auto* list = node.as_array()) {
            for (std::size_t i = 0; i < list->size(); ++i)
                if (const auto* element = list->get(i)->as_table())
                    note_unknown(document, *element, fmt::format("{}[{}]", full, i));
        }
    }
}

/// The key asked for, or null; from now on it is known.
const toml::node* asked_node(TomlDocument& document, const void* table, const std::string& path) {
    document.asked.insert(path);
    return table ? static_cast<const toml::table*>(table)->get(last_name(path)) : nullptr;
}

void note_missing(TomlDocument& document, const void* table, const std::string& path,
                  std::string_view expected) {
    const auto at = table ? static_cast<const toml::table*>(table)->source() : toml::source_region{};
    document.note(at, fmt::format("missing key '{}', expected {}", path, expected));
}

void note_wrong(TomlDocument& document, const toml::node& node, std::string_view path,
                std::string_view expected) {
    document.note(node.source(), fmt::format("'{}' is {}, expected {}", path, described(node), expected));
}

std::string expected_whole(const WholeRange& r) {
    return with_unit(fmt::format("a whole number {}..{}", r.min, r.max), r.unit);
}
std::string expected_number(const NumberRange& r) {
    return with_unit(fmt::format("a number {}..{}", r.min, r.max), r.unit);
}
std::string expected_word(std::initializer_list<std::string_view> words) {
    return fmt::format("one of \"{}\"", fmt::join(words, "\", \""));
}
constexpr std::string_view expected_text = "a text in quotes";
constexpr std::string_view expected_flag = "true or false";
constexpr std::string_view expected_month = "a month such as \"2026-01\"";

// Each of these gives the value, or notes what is wrong with it and gives nothing.

std::optional<std::string> as_text(TomlDocument& document, const toml::node& node, const std::string& path) {
    if (const auto* v = node.as_string()) return v->get();
    // --set name=2026 means the text, where a text is asked for
    if (const auto& from = node.source().path; from && !node.is_table() && !node.is_array()) {
        const auto equals = from->find('=');
        return from->substr(equals + 1);
    }
    note_wrong(document, node, path, expected_text);
    return std::nullopt;
}

std::optional<std::int64_t> as_whole(TomlDocument& document, const toml::node& node, const std::string& path,
                                     const WholeRange& range) {
    const auto* v = node.as_integer();
    if (v && v->get() >= range.min && v->get() <= range.max) return v->get();
    note_wrong(document, node, path, expected_whole(range));
    return std::nullopt;
}

std::optional<double> as_number(TomlDocument& document, const toml::node& node, const std::string& path,
                                const NumberRange& range) {
    std::optional<double> v;
    if (const auto* real = node.as_floating_point()) v = real->get();
    if (const auto* whole = node.as_integer()) v = static_cast<double>(whole->get());
    if (v && std::isfinite(*v) && *v >= range.min && *v <= range.max) return v;
    note_wrong(document, node, path, expected_number(range));
    return std::nullopt;
}

std::optional<std::chrono::year_month> as_month(TomlDocument& document, const toml::node& node,
                                                const std::string& path) {
    if (const auto* v = node.as_string()) {
        const auto& s = v->get();
        const auto month = model::month_of(s);
        if (month && month->year() >= std::chrono::year{1900} && month->year() < std::chrono::year{2200})
            return month;
        document.note(node.source(), fmt::format("'{}' is \"{}\", expected {}", path, s, expected_month));
        return std::nullopt;
    }
    note_wrong(document, node, path, expected_month);
    return std::nullopt;
}

std::optional<bool> as_flag(TomlDocument& document, const toml::node& node, const std::string& path) {
    if (const auto* v = node.as_boolean()) return v->get();
    note_wrong(document, node, path, expected_flag);
    return std::nullopt;
}

std::optional<std::string> as_choice(TomlDocument& document, const toml::node& node, const std::string& path,
                                     std::initializer_list<std::string_view> words) {
    const auto* v = node.as_string();
    if (v && std::find(words.begin(), words.end(), v->get()) != words.end()) return v->get();
    const auto is = v ? fmt::format("\"{}\"", v->get()) : described(node);
    document.note(node.source(), fmt::format("'{}' is {}, expected {}", path, is, expected_word(words)));
    return std::nullopt;
}

/// Reads the elements of a list; a single value in place of a list is an error.
template <class T, class... Args>
std::vector<T> list_of(TomlDocument& document, const void* table, const std::string& path,
                       std::string_view expected,
                       std::optional<T> (*read)(TomlDocument&, const toml::node&, const std::string&,
                                                Args...),
                       const std::decay_t<Args>&... args) {
    std::vector<T> values;
    const auto* node = asked_node(document, table, path);
    const auto* list = node ? node->as_array() : nullptr;
    if (node && !list) note_wrong(document, *node, path, fmt::format("a list, each element {}", expected));
    for (std::size_t i = 0; list && i < list->size(); ++i)
        if (const auto value = read(document, *list->get(i), fmt::format("{}[{}]", path, i), args...))
            values.push_back(*value);
    return values;
}

/// The value of `key` if there is one and it is right.
template <class T, class... Args>
std::optional<T> maybe(TomlDocument& document, const void* table, const std::string& path,
                       std::optional<T> (*read)(TomlDocument&, const toml::node&, const std::string&,
                                                Args...),
                       const std::decay_t<Args>&... args) {
    const auto* node = asked_node(document, table, path);
    return node ? read(document, *node, path, args...) : std::nullopt;
}

/// The value of `key`; without one, notes that it is missing and gives `harmless`.
template <class T, class... Args>
T required(TomlDocument& document, const void* table, const std::string& path, std::string_view expected,
           const T& harmless,
           std::optional<T> (*read)(TomlDocument&, const toml::node&, const std::string&, Args...),
           const std::decay_t<Args>&... args) {
    const auto* node = asked_node(document, table, path);
    if (!node) note_missing(document, table, path, expected);
    return node ? read(document, *node, path, args...).value_or(harmless) : harmless;
}

/// A TOML string that holds exactly `text`.
std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out += fmt::format("\\{}", c);
        else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            out += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
        else
            out += c;
    }
    return out + "\"";
}

/// `value = text` parsed, all its nodes saying that they come from `origin`; nothing if it is not one TOML
/// value.
std::optional<toml::table> parsed_value(std::string_view text, const std::string& origin) {
    try {
        auto table = toml::parse(fmt::format("value = {}\n", text), origin);
        if (table.size() == 1) return table;
    } catch (const toml::parse_error&) {
        // the caller takes it as a text
    }
    return std::nullopt;
}

bool is_utf8(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const auto first = static_cast<unsigned char>(text[i]);
        const std::size_t more = first < 0x80   ? 0
                                 : first < 0xC2 ? 9
                                 : first < 0xE0 ? 1
                                 : first < 0xF0 ? 2
                                 : first < 0xF5 ? 3
                                                : 9;
        if (more == 9 || i + more >= text.size() + (more == 0)) return false;
        for (std::size_t k = 1; k <= more; ++k)
            if ((static_cast<unsigned char>(text[i + k]) & 0xC0) != 0x80) return false;
        i += more + 1;
    }
    return true;
}

/// What to do about a line that is not TOML, where people often write it so; else empty.
std::string advice(const std::string& text, std::uint32_t line) {
    std::istringstream lines(text);
    std::string wrong;
    for (std::uint32_t i = 0; i < std::max<std::uint32_t>(line, 1); ++i) std::getline(lines, wrong);
    if (std::any_of(wrong.begin(), wrong.end(),
                    [](char c) { return static_cast<unsigned char>(c) >= 0x80; }) &&
        !is_utf8(text))
        return "; the file is not UTF-8: save it as UTF-8 (Notepad: Save as, Encoding)";
    const auto value = wrong.find('=');
    const auto first = value == std::string::npos ? value : wrong.find_first_not_of(" \t", value + 1);
    if (first == std::string::npos) return {};
    const auto end = wrong.find_first_not_of("0123456789 ", first);
    auto number = wrong.substr(first, end == std::string::npos ? end : end - first);
    while (!number.empty() && number.back() == ' ') number.pop_back();
    if (number.find(' ') == std::string::npos || number.find_first_of("0123456789") == std::string::npos)
        return {};
    auto together = number, parted = number;
    std::erase(together, ' ');
    std::replace(parted.begin(), parted.end(), ' ', '_');
    return fmt::format("; write {} or {}, without blanks", together, parted);
}

/// How many steps a key may have ("a.b.c" has three); far more would overflow the parser's stack.
constexpr std::size_t most_steps = 1000;

/// Line of the first key with more steps than that, 0 if there is none. Knows no strings: dots of a text are
/// parted by other signs before long.
std::size_t too_deep(std::string_view text) {
    std::size_t line = 1, dots = 0;
    char before = ' ';
    for (const char c : text) {
        const bool of_a_key = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_' ||
                              c == '"' || c == '\'' || c == ' ' || c == '\t' || (c & 0x80) != 0;
        if (c == '.' && before != '.')
            ++dots;
        else if (!of_a_key)
            dots = 0;
        if (dots >= most_steps) return line;
        if (c == '\n') ++line;
        before = c;
    }
    return 0;
}

}  // namespace

bool TomlTable::has(std::string_view key) const {
    return asked_node(*document_, table_, joined(path_, key)) != nullptr;
}

bool TomlTable::is_text(std::string_view key) const {
    const auto* node = table_ ? static_cast<const toml::table*>(table_)->get(key) : nullptr;
    return node && node->is_string();
}

bool TomlTable::is_table(std::string_view key) const {
    const auto* node = table_ ? static_cast<const toml::table*>(table_)->get(key) : nullptr;
    return node && node->is_table();
}

std::vector<std::string> TomlTable::keys() const {
    std::vector<std::pair<toml::source_position, std::string>> found;
    if (table_)
        for (const auto& [key, node] : *static_cast<const toml::table*>(table_))
            found.emplace_back(key.source().begin, std::string(key.str()));
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<std::string> names;
    for (auto& [at, name] : found) names.push_back(std::move(name));
    return names;
}

std::string TomlTable::text(std::string_view key) const {
    return required(*document_, table_, joined(path_, key), expected_text, std::string(), as_text);
}
std::optional<std::string> TomlTable::maybe_text(std::string_view key) const {
    return maybe(*document_, table_, joined(path_, key), as_text);
}
std::string TomlTable::text(std::string_view key, std::string_view otherwise) const {
    return maybe_text(key).value_or(std::string(otherwise));
}

std::string TomlTable::choice(std::string_view key, std::initializer_list<std::string_view> words) const {
    return required(*document_, table_, joined(path_, key), expected_word(words), std::string(*words.begin()),
                    as_choice, words);
}
std::string TomlTable::choice(std::string_view key, std::initializer_list<std::string_view> words,
                              std::string_view otherwise) const {
    return maybe(*document_, table_, joined(path_, key), as_choice, words).value_or(std::string(otherwise));
}

std::int64_t TomlTable::whole(std::string_view key, WholeRange range) const {
    return required(*document_, table_, joined(path_, key), expected_whole(range), range.min, as_whole,
                    range);
}
std::optional<std::int64_t> TomlTable::maybe_whole(std::string_view key, WholeRange range) const {
    return maybe(*document_, table_, joined(path_, key), as_whole, range);
}
std::int64_t TomlTable::whole(std::string_view key, WholeRange range, std::int64_t otherwise) const {
    return maybe_whole(key, range).value_or(otherwise);
}

double TomlTable::number(std::string_view key, const NumberRange& range) const {
    return required(*document_, table_, joined(path_, key), expected_number(range), range.min, as_number,
                    range);
}
std::optional<double> TomlTable::maybe_number(std::string_view key, const NumberRange& range) const {
    return maybe(*document_, table_, joined(path_, key), as_number, range);
}
double TomlTable::number(std::string_view key, const NumberRange& range, double otherwise) const {
    return maybe_number(key, range).value_or(otherwise);
}

bool TomlTable::flag(std::string_view key) const {
    return required(*document_, table_, joined(path_, key), expected_flag, false, as_flag);
}
std::optional<bool> TomlTable::maybe_flag(std::string_view key) const {
    return maybe(*document_, table_, joined(path_, key), as_flag);
}
bool TomlTable::flag(std::string_view key, bool otherwise) const {
    return maybe_flag(key).value_or(otherwise);
}

std::chrono::year_month TomlTable::month(std::string_view key) const {
    return required(*document_, table_, joined(path_, key), expected_month, std::chrono::year{2000} / 1,
                    as_month);
}
std::optional<std::chrono::year_month> TomlTable::maybe_month(std::string_view key) const {
    return maybe(*document_, table_, joined(path_, key), as_month);
}
std::chrono::year_month TomlTable::month(std::string_view key, std::chrono::year_month otherwise) const {
    return maybe_month(key).value_or(otherwise);
}

std::vector<std::string> TomlTable::texts(std::string_view key) const {
    return list_of(*document_, table_, joined(path_, key), expected_text, as_text);
}
std::vector<std::int64_t> TomlTable::wholes(std::string_view key, WholeRange range) const {
    return list_of(*document_, table_, joined(path_, key), expected_whole(range), as_whole, range);
}
std::vector<double> TomlTable::numbers(std::string_view key, const NumberRange& range) const {
    return list_of(*document_, table_, joined(path_, key), expected_number(range), as_number, range);
}

TomlTable TomlTable::table(std::string_view key) const {
    const auto path = joined(path_, key);
    const auto* node = asked_node(*document_, table_, path);
    const auto* inner = node ? node->as_table() : nullptr;
    if (node && !inner) note_wrong(*document_, *node, path, fmt::format("a table, [{}]", path));
    return {*document_, inner, path};
}

std::vector<TomlTable> TomlTable::tables(std::string_view key) const {
    const auto path = joined(path_, key);
    std::vector<TomlTable> found;
    const auto* node = asked_node(*document_, table_, path);
    if (!node) return found;
    const auto* list = node->as_array();
    if (!list) note_wrong(*document_, *node, path, fmt::format("a list of tables, [[{}]]", path));
    for (std::size_t i = 0; list && i < list->size(); ++i) {
        const auto element_path = fmt::format("{}[{}]", path, i);
        if (const auto* element = list->get(i)->as_table()) {
            found.push_back({*document_, element, element_path});
        } else {
            note_wrong(*document_, *list->get(i), element_path, fmt::format("a table, [[{}]]", path));
        }
    }
    return found;
}

void TomlTable::leave_unread() const {
    for (const auto& key : keys()) {
        const auto* node = asked_node(*document_, table_, joined(path_, key));
        if (const auto* inner = node->as_table())
            TomlTable(*document_, inner, joined(path_, key)).leave_unread();
    }
}

void TomlTable::error(std::string_view key, std::string_view message) const {
    const auto* table = static_cast<const toml::table*>(table_);
    const auto* node = table ? table->get(key) : nullptr;
    document_->note(node ? node->source() : table ? table->source() : toml::source_region{}, message);
}

TomlFile::TomlFile(const std::filesystem::path& file)
    : TomlFile(read_text_file(file, written_by_hand, "a TOML file; check the path"), file.string()) {}

TomlFile::TomlFile(std::string text, std::string name) : document_(std::make_unique<TomlDocument>()) {
    document_->name = std::move(name);
    document_->text = std::move(text);
    if (const auto line = too_deep(document_->text))
        throw geo::InputError(
            fmt::format("{}:{}:1", document_->name, line),
            fmt::format("a key of more than {} steps; no file of ours has more than five", most_steps));
    try {
        document_->root = toml::parse(document_->text);
    } catch (const toml::parse_error& e) {
        const auto at = e.source().begin;
        throw geo::InputError(fmt::format("{}:{}:{}", document_->name, at.line, at.column),
                              fmt::format("{}{}", e.description(), advice(document_->text, at.line)));
    }
}

TomlFile::TomlFile(TomlFile&&) noexcept = default;
TomlFile& TomlFile::operator=(TomlFile&&) noexcept = default;
TomlFile::~TomlFile() = default;

void TomlFile::set(std::string_view key_path, std::string_view value_text) {
    const auto origin = fmt::format("--set {}={}", key_path, value_text);
    const auto refuse = [&](std::string_view why) { throw geo::InputError(origin, why); };
    if (too_deep(key_path) != 0) refuse("the key has too many steps");
    auto parsed = parsed_value(value_text, origin);
    if (!parsed) parsed = parsed_value(quoted(value_text), origin);
    if (!parsed) refuse("the value is not UTF-8 text");
    const toml::source_region at{{1, 1}, {1, 1}, std::make_shared<const std::string>(origin)};

    toml::table* table = &document_->root;
    for (std::size_t begin = 0;;) {
        const auto dot = key_path.find('.', begin);
        const auto step = key_path.substr(begin, dot == std::string_view::npos ? dot : dot - begin);
        const auto name = step.substr(0, step.find('['));
        const auto so_far = key_path.substr(0, begin + name.size());
        std::optional<std::size_t> index;
        if (name.size() < step.size()) {
            std::size_t value = 0;
            const auto digits = step.substr(name.size() + 1);
            const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
            if (failed == std::errc{} && std::string_view(end, digits.data() + digits.size()) == "]")
                index = value;
        }
        if (name.empty() || (name.size() < step.size() && !index))
            refuse("expected KEY=VALUE with a key such as run.months or measures[0].from");

        if (dot == std::string_view::npos) {
            if (index) refuse(fmt::format("cannot set one element; set all of '{}', such as [1, 2]", so_far));
            table->erase(name);
            parsed->get("value")->visit(
                [&](auto& value) { table->insert(toml::key(name, at), std::move(value)); });
            return;
        }
        auto* node = table->get(name);
        if (index) {
            auto* list = node ? node->as_array() : nullptr;
            if (!list || *index >= list->size())
                refuse(fmt::format("'{}' has {} entries in {}; the first is [0]", so_far,
                                   list ? list->size() : 0, document_->name));
            node = list->get(*index);
        } else if (!node) {
            node = &table->insert(toml::key(name, at), toml::table{}).first->second;
        }
        if (!node->is_table()) refuse(fmt::format("'{}' is {}, expected a table", so_far, described(*node)));
        table = node->as_table();
        begin = dot + 1;
    }
}

TomlTable TomlFile::root() const {
    return {*document_, &document_->root, ""};
}
const std::string& TomlFile::name() const {
    return document_->name;
}
const std::string& TomlFile::source_text() const {
    return document_->text;
}

void TomlFile::finish() const {
    note_unknown(*document_, document_->root, "");
    auto problems = std::exchange(document_->problems, {});
    if (problems.empty()) return;
    std::stable_sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
        return std::tie(a.was_set, a.line, a.column) < std::tie(b.was_set, b.line, b.column);
    });
    std::string all;
    for (const auto& problem : problems) all += (all.empty() ? "" : "\n") + problem.message;
    throw geo::InputError(all);
}

}  // namespace data
