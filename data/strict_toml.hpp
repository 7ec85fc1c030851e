#pragma once
// Reading TOML strictly: every key of the file is asked for, of the right type and in range, or it is an
// error.
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "geo/base/field.hpp"

namespace data {

/// Closed range of a real number and its unit, for checks and messages.
struct NumberRange {
    double min, max;
    std::string_view unit = "";
    NumberRange(double lowest, double highest, std::string_view unit_name = "")
        : min(lowest), max(highest), unit(unit_name) {}
    NumberRange(const geo::Field& field) : min(field.min), max(field.max), unit(field.unit) {}
};

/// Closed range of a whole number and its unit, for checks and messages.
struct WholeRange {
    std::int64_t min, max;
    std::string_view unit = "";
};

struct TomlDocument;  // the parsed file and what was asked of it; strict_toml.cpp only

/// One table of a TomlFile: a light handle, valid while the file lives. A table that the file lacks is empty.
///
/// Each getter has three forms: `text(key)` must be there, `text(key, otherwise)` may be absent,
/// `maybe_text(key)` says so. A wrong value is noted with its place and a harmless value is returned;
/// TomlFile::finish() throws everything noted.
class TomlTable {
public:
    /// Where the table stands: "run", "measures[0]"; empty for the root.
    const std::string& path() const { return path_; }
    /// The table itself is in the file.
    bool present() const { return table_ != nullptr; }
    bool has(std::string_view key) const;
    /// Names of the keys here, in the order of the file.
    std::vector<std::string> keys() const;

    /// The key holds a text, or a table, where something else could stand as well.
    bool is_text(std::string_view key) const;
    bool is_table(std::string_view key) const;
    std::string text(std::string_view key) const;
    std::string text(std::string_view key, std::string_view otherwise) const;
    std::optional<std::string> maybe_text(std::string_view key) const;

    /// One of a few words.
    std::string choice(std::string_view key, std::initializer_list<std::string_view> words) const;
    std::string choice(std::string_view key, std::initializer_list<std::string_view> words,
                       std::string_view otherwise) const;

    std::int64_t whole(std::string_view key, WholeRange range) const;
    std::int64_t whole(std::string_view key, WholeRange range, std::int64_t otherwise) const;
    std::optional<std::int64_t> maybe_whole(std::string_view key, WholeRange range) const;

    /// A finite number; a whole number will do.
    double number(std::string_view key, const NumberRange& range) const;
    double number(std::string_view key, const NumberRange& range, double otherwise) const;
    std::optional<double> maybe_number(std::string_view key, const NumberRange& range) const;

    bool flag(std::string_view key) const;
    bool flag(std::string_view key, bool otherwise) const;
    std::optional<bool> maybe_flag(std::string_view key) const;

    /// A calendar month written "2026-01", years 1900-2199.
    std::chrono::year_month month(std::string_view key) const;
    std::chrono::year_month month(std::string_view key, std::chrono::year_month otherwise) const;
    std::optional<std::chrono::year_month> maybe_month(std::string_view key) const;

    /// Lists; empty if the key is absent (ask `has` where that matters).
    std::vector<std::string> texts(std::string_view key) const;
    std::vector<std::int64_t> wholes(std::string_view key, WholeRange range) const;
    std::vector<double> numbers(std::string_view key, const NumberRange& range) const;

    /// A sub-table; an absent one is empty, so its optional keys take their defaults.
    TomlTable table(std::string_view key) const;
    /// The tables of `[[key]]`; none if absent.
    std::vector<TomlTable> tables(std::string_view key) const;

    /// Everything in here is left aside, since what it belongs to is wrong and told already.
    void leave_unread() const;

    /// Notes a problem the caller found with the value of `key`: `FILE:LINE:COLUMN: message`.
    void error(std::string_view key, std::string_view message) const;

private:
    friend class TomlFile;
    TomlTable(TomlDocument& document, const void* table, std::string path)
        : document_(&document), table_(table), path_(std::move(path)) {}
    TomlDocument* document_;
    const void* table_;  // toml::table, null if absent
    std::string path_;
};

/// A TOML file being read.
///
///     TomlFile file("run.toml");
///     file.set("run.months", "24");                      // from --set run.months=24
///     const auto months = file.root().table("run").whole("months", {1, 600}, 120);
///     file.finish();                                     // throws everything wrong, sorted by line
class TomlFile {
public:
    /// Throws InputError if the file cannot be read or is not TOML (with line and column).
    explicit TomlFile(const std::filesystem::path& file);
    /// From text; `name` stands for the file in messages.
    TomlFile(std::string text, std::string name);
    TomlFile(const TomlFile&) = delete;
    TomlFile& operator=(const TomlFile&) = delete;
    TomlFile(TomlFile&&) noexcept;
    TomlFile& operator=(TomlFile&&) noexcept;
    ~TomlFile();

    /// Puts a value in place of the file's, before reading. `key_path` is such as "run.months" or
    /// "measures[0].from"; `value_text` is a TOML value, or else taken as a text. Errors about it name `--set
    /// key=value`.
    void set(std::string_view key_path, std::string_view value_text);

    TomlTable root() const;
    const std::string& name() const;
    /// The file as read, without what was set: for provenance.
    const std::string& source_text() const;

    /// Throws one InputError with every problem noted and every key nobody asked for, one per line, sorted by
    /// place: `bad.toml:3:1: unknown key 'run.month'; did you mean 'run.months'?`
    void finish() const;

private:
    std::unique_ptr<TomlDocument> document_;
};

}  // namespace data
