#include "data/detail/h5_catalogue.hpp"

#include <cstring>

#include "data/detail/h5.hpp"

namespace data::detail {
namespace {

constexpr std::size_t most_things = 200'000, deepest = 16;

template <class Handle>
Handle opened(hid_t id) {
    return Handle(h5_must_read(id), "open");
}

/// What must be known of a file before anything in it is read; Refusal::broken if it cannot be asked for.
template <class Ask>
auto surely(const Ask& ask) {
    try {
        return ask();
    } catch (const Unreadable&) {
        throw Refusal::broken;
    }
}

/// Why `read` could not be done; nothing if it could.
template <class Read>
std::string tried(const Read& read) {
    try {
        read();
    } catch (Unreadable& unreadable) {
        return std::move(unreadable.reason);
    }
    return {};
}

class Walk {
public:
    Walk(hid_t file, double most_bytes) : file_(file), most_bytes_(most_bytes) {}

    H5Catalogue all() {
        visit("/", 0);
        return std::move(found_);
    }

private:
    struct Links {
        std::vector<std::string> names;
        bool elsewhere = false;
    };

    /// Names in a group, in the order of their making; a file by another writer may not have kept that.
    static std::vector<std::string> names_in(hid_t group) {
        const auto add = [](hid_t, const char* name, const H5L_info_t* about, void* into) -> herr_t {
            auto& links = *static_cast<Links*>(into);
            links.elsewhere = links.elsewhere || about->type != H5L_TYPE_HARD;
            if (links.names.size() > most_things) return 1;
            links.names.emplace_back(name);
            return 0;
        };
        Links links;
        if (H5Literate(group, H5_INDEX_CRT_ORDER, H5_ITER_INC, nullptr, add, &links) < 0) {
            if (const auto reason = h5_reason(); h5_errno(reason) != 0) h5_fail(reason, "read");
            links = {};
            surely(
                [&] { h5_must_read(H5Literate(group, H5_INDEX_NAME, H5_ITER_INC, nullptr, add, &links)); });
        }
        if (links.elsewhere) throw Refusal::points_elsewhere;
        return std::move(links.names);
    }

    void visit(const std::string& path, std::size_t depth) {
        if (found_.size() > most_things || depth > deepest) throw Refusal::too_many;
        const auto object =
            surely([&] { return opened<H5Object>(H5Oopen(file_, path.c_str(), H5P_DEFAULT)); });
        H5O_info_t about{};
        surely([&] { h5_must_read(H5Oget_info2(object.get(), &about, H5O_INFO_BASIC)); });
        count(path);
        auto& thing = found_[path];
        const bool is_group = about.type == H5O_TYPE_GROUP;
        thing.is_variable = about.type == H5O_TYPE_DATASET;
        // Before its attributes: nothing wrong with these may hide where it points to.
        if (thing.is_variable) {
            surely([&] { stays_here(object.get()); });
            thing.unreadable = tried([&] { describe(object.get(), thing); });
        }
        thing.attributes_unreadable = tried([&] {
            for (const auto& name : attributes_of(object.get()))
                read_attribute(object.get(), name, thing.attributes);
        });
        if (!is_group) return;
        thing.names = names_in(object.get());
        for (const auto& name : thing.names) visit((depth == 0 ? "/" : path + "/") + name, depth + 1);
    }

    static void stays_here(hid_t dataset) {
        const auto made = opened<H5Properties>(H5Dget_create_plist(dataset));
        const auto layout = h5_must_read(H5Pget_layout(made.get()));
        if (layout == H5D_VIRTUAL || h5_must_read(H5Pget_external_count(made.get())) > 0)
            throw Refusal::points_elsewhere;
    }

    void describe(hid_t dataset, H5Thing& thing) const {
        const auto made = opened<H5Properties>(H5Dget_create_plist(dataset));
        const auto type = opened<H5Type>(H5Dget_type(dataset));
        const auto space = opened<H5Space>(H5Dget_space(dataset));
        std::vector<hsize_t> shape(
            static_cast<std::size_t>(h5_must_read(H5Sget_simple_extent_ndims(space.get()))));
        h5_must_read(H5Sget_simple_extent_dims(space.get(), shape.data(), nullptr));
        thing.shape.assign(shape.begin(), shape.end());
        thing.stored = h5_stored(type.get());
        // Nobody wrote to a dimension without coordinates: its size is no claim.
        if (H5D_space_status_t written{};
            H5Dget_space_status(dataset, &written) >= 0 && written == H5D_SPACE_STATUS_NOT_ALLOCATED)
            return;
        double bytes = thing.stored.bytes, chunk_bytes = 0;
        for (const auto n : shape) bytes *= static_cast<double>(n);
        if (H5Pget_layout(made.get()) == H5D_CHUNKED) {
            hsize_t chunk[H5S_MAX_RANK] = {};
            const int axes = H5Pget_chunk(made.get(), H5S_MAX_RANK, chunk);
            chunk_bytes = thing.stored.bytes;
            for (int i = 0; i < axes; ++i) chunk_bytes *= static_cast<double>(chunk[i]);
        }
        if (bytes > most_bytes_ || chunk_bytes > most_bytes_) throw Refusal::claims_too_much;
    }

    /// All at once: to open one by its number the library makes a table of all.
    static std::vector<std::string> attributes_of(hid_t object) {
        const auto add = [](hid_t, const char* name, const H5A_info_t*, void* into) -> herr_t {
            auto& names = *static_cast<std::vector<std::string>*>(into);
            if (names.size() > most_things) return 1;
            names.emplace_back(name);
            return 0;
        };
        std::vector<std::string> names;
        h5_must_read(H5Aiterate2(object, H5_INDEX_NAME, H5_ITER_INC, nullptr, add, &names));
        return names;
    }

    void read_attribute(hid_t object, const std::string& name, std::map<std::string, H5Attributed>& into) {
        const auto attribute = opened<H5Attribute>(H5Aopen(object, name.c_str(), H5P_DEFAULT));
        count(name);
        auto& found = into[name];
        found.unreadable = tried([&] {
            const auto type = opened<H5Type>(H5Aget_type(attribute.get()));
            const auto space = opened<H5Space>(H5Aget_space(attribute.get()));
            found.stored = h5_stored(type.get());
            found.count = static_cast<std::uint64_t>(h5_must_read(H5Sget_simple_extent_npoints(space.get())));
            read_values(attribute.get(), type.get(), found);
        });
    }

    void read_values(hid_t attribute, hid_t type, H5Attributed& found) {
        using Kind = H5Stored::Kind;
        if (found.count == 0) return;
        const bool one = found.count == 1;
        if (found.stored.kind == Kind::whole && one) {
            h5_must_read(H5Aread(attribute, found.stored.is_signed ? H5T_NATIVE_INT64 : H5T_NATIVE_UINT64,
                                 &found.whole));
        } else if (found.stored.kind == Kind::real && one) {
            h5_must_read(H5Aread(attribute, H5T_NATIVE_DOUBLE, &found.real));
        } else if (found.stored.kind == Kind::fixed_text && one) {
            std::string text(found.stored.bytes, '\0');
            h5_must_read(H5Aread(attribute, type, text.data()));
            count(found.texts.emplace_back(text.c_str()));
        } else if (found.stored.kind == Kind::text) {
            found.texts = h5_texts(type, found.count, text_bytes_,
                                   [&](void* into) { return H5Aread(attribute, type, into); });
        }
    }

    void count(const std::string& text) {
        text_bytes_ += static_cast<double>(sizeof text + text.size());
        if (text_bytes_ > most_text_bytes) throw Refusal::too_many;
    }

    hid_t file_;
    double most_bytes_, text_bytes_ = 0;
    H5Catalogue found_;
};

class Put {
public:
    template <class T>
    void number(T value) {
        const auto* bytes = reinterpret_cast<const char*>(&value);
        bytes_.append(bytes, sizeof value);
    }
    void text(const std::string& text) {
        number<std::uint64_t>(text.size());
        bytes_ += text;
    }
    void texts(const std::vector<std::string>& all) {
        number<std::uint64_t>(all.size());
        for (const auto& one : all) text(one);
    }
    void stored(const H5Stored& how) {
        number(how.kind);
        number(how.is_signed);
        number(how.bytes);
    }
    std::string bytes() { return std::move(bytes_); }

private:
    std::string bytes_;
};

/// Takes bytes apart. Who sent them may have been out of its mind: nothing they claim is believed.
class Get {
public:
    explicit Get(std::string_view bytes) : left_(bytes) {}
    bool empty() const { return left_.empty(); }
    template <class T>
    T number() {
        T value{};
        std::memcpy(&value, take(sizeof value).data(), sizeof value);
        return value;
    }
    bool truth() { return number<std::uint8_t>() != 0; }
    std::string text() { return std::string(take(number<std::uint64_t>())); }
    std::vector<std::string> texts() {
        std::vector<std::string> all;
        for (auto left = number<std::uint64_t>(); left > 0; --left) all.push_back(text());
        return all;
    }
    H5Stored stored() {
        const auto kind = number<std::uint8_t>();
        if (kind > static_cast<std::uint8_t>(H5Stored::Kind::other)) throw Refusal::broken;
        const bool is_signed = truth();
        return {H5Stored::Kind{kind}, is_signed, number<std::uint32_t>()};
    }

private:
    std::string_view take(std::uint64_t bytes) {
        if (bytes > left_.size()) throw Refusal::broken;
        const auto taken = left_.substr(0, bytes);
        left_.remove_prefix(bytes);
        return taken;
    }
    std::string_view left_;
};

}  // namespace

std::int64_t h5_read_status(std::int64_t status) {
    if (status >= 0) return status;
    auto reason = h5_reason();
    if (h5_errno(reason) != 0) h5_fail(reason, "read");
    if (reason.find("memory allocation failed") != std::string::npos) throw std::bad_alloc();
    throw Unreadable{std::move(reason)};
}

std::vector<std::string> h5_texts(hid_t type, std::uint64_t count, double& bytes,
                                  const std::function<herr_t(void*)>& read) {
    std::vector<char*> lent(count, nullptr);
    h5_must_read(read(static_cast<void*>(lent.data())));
    std::vector<std::string> texts;
    for (const char* text : lent) {
        bytes += static_cast<double>(sizeof(std::string) + texts.emplace_back(text ? text : "").size());
        if (bytes > most_text_bytes) throw Refusal::too_many;
    }
    const hsize_t all = count;
    const H5Space space(H5Screate_simple(1, &all, nullptr), "make a shape");
    H5Dvlen_reclaim(type, space.get(), H5P_DEFAULT, static_cast<void*>(lent.data()));
    return texts;
}

H5Stored h5_stored(hid_t type) {
    using Kind = H5Stored::Kind;
    H5Stored found;
    found.bytes = static_cast<std::uint32_t>(H5Tget_size(type));
    switch (H5Tget_class(type)) {
        case H5T_INTEGER:
            found.kind = Kind::whole;
            found.is_signed = H5Tget_sign(type) == H5T_SGN_2;
            break;
        case H5T_FLOAT:
            found.kind = Kind::real;
            break;
        case H5T_STRING:
            found.kind = H5Tis_variable_str(type) > 0 ? Kind::text : Kind::fixed_text;
            break;
        default:
            break;
    }
    if (found.bytes == 0) found.kind = Kind::other;  // nothing of it could be claimed to be too much
    return found;
}

H5Catalogue h5_catalogue(hid_t file, double most_bytes) {
    return Walk(file, most_bytes).all();
}

std::string to_bytes(const H5Catalogue& catalogue) {
    Put put;
    for (const auto& [path, thing] : catalogue) {
        put.text(path);
        put.number(thing.is_variable);
        put.number<std::uint64_t>(thing.shape.size());
        for (const auto n : thing.shape) put.number(n);
        put.stored(thing.stored);
        put.number<std::uint64_t>(thing.attributes.size());
        for (const auto& [name, attribute] : thing.attributes) {
            put.text(name);
            put.stored(attribute.stored);
            put.number(attribute.count);
            put.texts(attribute.texts);
            put.number(attribute.whole);
            put.number(attribute.real);
            put.text(attribute.unreadable);
        }
        put.texts(thing.names);
        put.text(thing.unreadable);
        put.text(thing.attributes_unreadable);
    }
    return put.bytes();
}

H5Catalogue catalogue_of(std::string_view bytes) {
    H5Catalogue catalogue;
    for (Get get(bytes); !get.empty();) {
        auto& thing = catalogue[get.text()];
        thing.is_variable = get.truth();
        for (auto left = get.number<std::uint64_t>(); left > 0; --left)
            thing.shape.push_back(get.number<std::uint64_t>());
        thing.stored = get.stored();
        for (auto left = get.number<std::uint64_t>(); left > 0; --left) {
            auto& attribute = thing.attributes[get.text()];
            attribute.stored = get.stored();
            attribute.count = get.number<std::uint64_t>();
            attribute.texts = get.texts();
            attribute.whole = get.number<std::int64_t>();
            attribute.real = get.number<double>();
            attribute.unreadable = get.text();
        }
        thing.names = get.texts();
        thing.unreadable = get.text();
        thing.attributes_unreadable = get.text();
    }
    return catalogue;
}

std::string to_bytes(const std::vector<std::string>& texts) {
    Put put;
    put.texts(texts);
    return put.bytes();
}

std::vector<std::string> texts_of(std::string_view bytes) {
    Get get(bytes);
    auto texts = get.texts();
    if (!get.empty()) throw Refusal::broken;
    return texts;
}

}  // namespace data::detail
