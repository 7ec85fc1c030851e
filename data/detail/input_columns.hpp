#pragma once
// The two ways through the columns of an input set: InputPut writes them, InputGet reads and checks them.
// Both have the same members, so a file's columns are named once.
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "data/attribution.hpp"
#include "data/detail/netcdf.hpp"
#include "data/schema.hpp"
#include "geo/base/strong.hpp"
#include "geo/point.hpp"

namespace data::detail {

/// Names and sizes of the axes of a column.
struct Axes {
    std::vector<std::string> names;
    NcReader::Shape shape;
    friend Axes operator+(Axes a, const Axes& b) {
        a.names.insert(a.names.end(), b.names.begin(), b.names.end());
        a.shape.insert(a.shape.end(), b.shape.begin(), b.shape.end());
        return a;
    }
};

struct Meaning {
    const char* unit;
    const char* long_name;
};

/// The plain number behind an id, an enumerator or a number.
template <class T>
constexpr auto number(const T& value) {
    if constexpr (requires { value.value; })
        return value.value;
    else if constexpr (std::is_enum_v<T>)
        return static_cast<std::underlying_type_t<T>>(value);
    else
        return value;
}

/// What Attribution says of one file; several rows give lists of texts. Throws InputError if a file's lists
/// differ in length.
void write_attributions(NcWriter& file, const std::string& table, const std::vector<Attribution>& rows);
std::vector<Attribution> read_attributions(const NcReader& file, const std::string& table);

/// Differences between neighbours, the first from 0, modulo 2^32; and back.
std::vector<std::int32_t> differences(std::vector<std::int32_t> values);
std::vector<std::int32_t> running_sum(std::vector<std::int32_t> values);

class InputPut {
public:
    explicit InputPut(NcWriter& file) : file_(file) {}

    void group(const std::string& name, const char* what);
    Axes dimension(const std::string& name, std::size_t size);
    Axes years(const std::string& name, int first, int count);
    void store_size(const Axes&, std::uint32_t) {}
    void expect(const Axes&, int) {}

    template <class T>
    void scalar(const std::string& name, Meaning meaning, T value) {
        file_.put<T>(name, {.dimensions = {}}, {value});
        describe(name, meaning);
    }
    template <class T>
    void column(const std::string& name, const Axes& axes, Meaning meaning, const std::vector<T>& values) {
        file_.put<T>(name, layout(axes), values);
        describe(name, meaning);
    }
    /// A column that is left out where it has no values.
    template <class T>
    void optional_column(const std::string& name, const Axes& axes, Meaning meaning,
                         const std::vector<T>& values) {
        if (!values.empty()) column(name, axes, meaning, values);
    }
    /// Ids and enumerators as smaller numbers. Throws std::logic_error if one does not fit.
    template <class Stored, class T>
    void column_as(const std::string& name, const Axes& axes, Meaning meaning, const std::vector<T>& values) {
        std::vector<Stored> stored;
        stored.reserve(values.size());
        for (const T& value : values) {
            stored.push_back(static_cast<Stored>(number(value)));
            if (stored.back() != number(value))
                throw std::logic_error("input set: a value does not fit in " + name);
        }
        column(name, axes, meaning, stored);
    }
    /// Whole numbers of 32 bits as differences, which pack several times better.
    template <class T>
    void deltas(const std::string& name, const Axes& axes, Meaning meaning, const std::vector<T>& values) {
        static_assert(sizeof(T) == 4 && std::is_integral_v<T>);
        column(name, axes, meaning, differences({values.begin(), values.end()}));
        file_.attribute(name, "encoding",
                        "differences: each value minus the one before it, the first one as it is; decode "
                        "with a running sum");
    }
    void offsets(const std::string& name, const Axes& axes, const char* long_name,
                 const std::vector<std::uint32_t>& values, std::size_t) {
        deltas(name, axes, {"1", long_name}, values);
    }
    /// Rounded to whole metres.
    void points(const std::string& x, const std::string& y, const Axes& axes, const char* long_name,
                const std::vector<geo::Point>& values);
    void text(const std::string& name, const Axes& axes, const char* long_name,
              const std::vector<std::string>& values);
    /// Each different text once, and for every row the number of its text; 0 for an empty one.
    void names(const std::string& name, const std::string& row, const Axes& axes, const char* long_name,
               const std::vector<std::string>& values);

private:
    /// Level 6: level 9 makes the national set 1.5 % smaller and takes twelve times as long (5.4 s against
    /// 0.45 s).
    static NcLayout layout(const Axes& axes) { return {.dimensions = axes.names, .chunk = {}, .deflate = 6}; }
    void describe(const std::string& name, Meaning meaning);
    NcWriter& file_;
};

/// Throws InputError on a missing, misshapen or unknown column and on offsets that lead nowhere.
class InputGet {
public:
    explicit InputGet(const NcReader& file) : file_(file) {}

    void group(const std::string& name, const char* what);
    Axes dimension(const std::string& name, std::size_t);
    Axes years(const std::string& name, int& first, int& count);
    void store_size(const Axes& axes, std::uint32_t& size) {
        size = static_cast<std::uint32_t>(axes.shape.at(0));
    }
    void expect(const Axes& axes, int size);

    template <class T>
    void scalar(const std::string& name, Meaning, T& value) {
        known_.insert(name);
        value = file_.read<T>(name, {}).at(0);
    }
    template <class T>
    void column(const std::string& name, const Axes& axes, Meaning, std::vector<T>& values) {
        known_.insert(name);
        values = file_.read<T>(name, axes.shape);
    }
    template <class T>
    void optional_column(const std::string& name, const Axes& axes, Meaning meaning, std::vector<T>& values) {
        values.clear();
        if (file_.has(name)) column(name, axes, meaning, values);
    }
    template <class Stored, class T>
    void column_as(const std::string& name, const Axes& axes, Meaning meaning, std::vector<T>& values) {
        std::vector<Stored> stored;
        column(name, axes, meaning, stored);
        values.clear();
        values.reserve(stored.size());
        for (const Stored value : stored) values.push_back(T{value});
    }
    template <class T>
    void deltas(const std::string& name, const Axes& axes, Meaning meaning, std::vector<T>& values) {
        std::vector<std::int32_t> stored;
        column(name, axes, meaning, stored);
        stored = running_sum(std::move(stored));
        values.assign(stored.begin(), stored.end());
    }
    void offsets(const std::string& name, const Axes& axes, const char* long_name,
                 std::vector<std::uint32_t>& values, std::size_t last);
    void points(const std::string& x, const std::string& y, const Axes& axes, const char* long_name,
                std::vector<geo::Point>& values);
    void text(const std::string& name, const Axes& axes, const char* long_name,
              std::vector<std::string>& values);
    void names(const std::string& name, const std::string& row, const Axes& axes, const char* long_name,
               std::vector<std::string>& values);

    /// Throws InputError if the file holds anything that was not asked for.
    void refuse_others() const;

private:
    const NcReader& file_;
    std::set<std::string> known_;
    std::vector<std::string> groups_{"/"};
};

}  // namespace data::detail
