#pragma once
// Owners for what the GEOS C API hands out. Private to geo: only .cpp files of this folder include it.
#include <geos_c.h>

#include <memory>
#include <stdexcept>
#include <string>

namespace geo::detail {

/// One reentrant GEOS handle; never shared between threads at the same time. Remembers the last error
/// message.
class GeosContext {
public:
    GeosContext() : handle_(GEOS_init_r()) {
        if (handle_ == nullptr) throw std::runtime_error("GEOS: cannot start");
        GEOSContext_setErrorMessageHandler_r(handle_, &remember, this);
    }
    ~GeosContext() { GEOS_finish_r(handle_); }
    GeosContext(const GeosContext&) = delete;
    GeosContext& operator=(const GeosContext&) = delete;

    GEOSContextHandle_t get() const { return handle_; }
    /// What GEOS said about the last call that failed.
    const std::string& last_error() const { return last_error_; }
    [[noreturn]] void fail(const char* attempt) const {
        throw std::runtime_error(std::string("GEOS: cannot ") + attempt + ": " + last_error_);
    }

private:
    static void remember(const char* message, void* self) {
        static_cast<GeosContext*>(self)->last_error_ = message;
    }

    GEOSContextHandle_t handle_;
    std::string last_error_;
};

/// Destroys a GEOS object with the context it was made in, which must outlive it.
template <auto Destroy>
struct GeosDelete {
    GEOSContextHandle_t context;
    template <class T>
    void operator()(T* object) const {
        Destroy(context, object);
    }
};

template <class T, auto Destroy>
using GeosOwner = std::unique_ptr<T, GeosDelete<Destroy>>;

using Geometry = GeosOwner<GEOSGeometry, GEOSGeom_destroy_r>;
using Prepared = GeosOwner<const GEOSPreparedGeometry, GEOSPreparedGeom_destroy_r>;
using Tree = GeosOwner<GEOSSTRtree, GEOSSTRtree_destroy_r>;
using WkbReader = GeosOwner<GEOSWKBReader, GEOSWKBReader_destroy_r>;
using GeosText = GeosOwner<char, GEOSFree_r>;

/// Owns `raw`; a null is a failed call and throws std::runtime_error.
template <class Owner, class Raw>
Owner own(const GeosContext& context, Raw* raw, const char* attempt) {
    if (raw == nullptr) context.fail(attempt);
    return Owner(raw, {context.get()});
}

}  // namespace geo::detail
