// An OpenXR API layer that records a session as raw frames: one line for the session, then one for each xrWaitFrame with
// the pose of the head, of its views, and of the hands that the application tracks, predicted for when they are shown.
// The lines are those of schemas/terminals/webxr/raw_frame.json. CONFORMANCE_RECORDING names the file; without it, or if
// the file exists, the layer does nothing. It never changes what the application asks or what it gets.
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <sstream>
#include <string>
#include <vector>

#define XR_USE_TIMESPEC
#include <openxr/openxr.h>
#include <openxr/openxr_platform.h>

#include "loader.h"

namespace {

constexpr double MILLISECOND = 1e6;  // in the nanoseconds of XrTime
constexpr const char* LAYER = "XR_APILAYER_METAVERSE_conformance_recorder";
constexpr const char* VIEWS[] = {"left", "right"};
// XrHandJointEXT without the palm, which XRHandJoint does not have.
constexpr const char* FINGERS[] = {"index-finger", "middle-finger", "ring-finger", "pinky-finger"};

// The functions of what comes after this layer.
struct Next {
    PFN_xrGetInstanceProcAddr getInstanceProcAddr;
    XrInstance instance;

    template <typename Function>
    Function of(const char* name) const {
        PFN_xrVoidFunction found = nullptr;
        getInstanceProcAddr(instance, name, &found);
        return reinterpret_cast<Function>(found);
    }
};
#define NEXT(name) next.of<PFN_##name>(#name)

std::mutex mutex;
Next next;
std::FILE* file = nullptr;
XrSession session = XR_NULL_HANDLE;
XrSpace local = XR_NULL_HANDLE, head = XR_NULL_HANDLE;
XrViewConfigurationType configuration = XR_VIEW_CONFIGURATION_TYPE_PRIMARY_STEREO;
std::map<XrHandTrackerEXT, XrHandEXT> hands;
bool clocked = false;  // whether the runtime converts times of this machine
long number = 0;

bool tracked(XrSpaceLocationFlags flags) {
    const auto needed = XR_SPACE_LOCATION_POSITION_VALID_BIT | XR_SPACE_LOCATION_ORIENTATION_VALID_BIT;
    return (flags & needed) == needed;
}

// The members of a pose; `emulated` if its position is known but not tracked.
void members(std::ostream& out, const XrPosef& pose, XrSpaceLocationFlags flags) {
    const auto& p = pose.position;
    const auto& q = pose.orientation;
    out << "\"p\":[" << p.x << ',' << p.y << ',' << p.z << "],\"q\":[" << q.x << ',' << q.y << ',' << q.z << ',' << q.w
        << "],\"e\":" << (flags & XR_SPACE_LOCATION_POSITION_TRACKED_BIT ? "false" : "true");
}

std::string escaped(const char* text) {
    std::string found;
    for (; *text; ++text) found += *text == '"' || *text == '\\' || static_cast<unsigned char>(*text) < ' ' ? '?' : *text;
    return found;
}

const std::vector<std::string>& joint_names() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> made{"wrist", "thumb-metacarpal", "thumb-phalanx-proximal", "thumb-phalanx-distal",
                                      "thumb-tip"};
        for (const auto* finger : FINGERS)
            for (const auto* part : {"metacarpal", "phalanx-proximal", "phalanx-intermediate", "phalanx-distal", "tip"})
                made.push_back(std::string(finger) + "-" + part);
        return made;
    }();
    return names;
}

void write_views(std::ostream& out, XrTime time) {
    XrViewLocateInfo info{XR_TYPE_VIEW_LOCATE_INFO, nullptr, configuration, time, local};
    XrViewState state{XR_TYPE_VIEW_STATE};
    XrView views[2] = {{XR_TYPE_VIEW}, {XR_TYPE_VIEW}};
    uint32_t count = 0;
    if (XR_FAILED(NEXT(xrLocateViews)(session, &info, &state, 2, &count, views)) || count != 2) return;
    out << ",\"views\":[";
    for (int at = 0; at < 2; ++at) {
        out << (at ? "," : "") << "{\"eye\":\"" << VIEWS[at] << "\",";
        members(out, views[at].pose, state.viewStateFlags);
        out << '}';
    }
    out << ']';
}

void write_hand(std::ostream& out, XrHandTrackerEXT tracker, XrHandEXT hand, XrTime time) {
    XrHandJointsLocateInfoEXT info{XR_TYPE_HAND_JOINTS_LOCATE_INFO_EXT, nullptr, local, time};
    XrHandJointLocationEXT joints[XR_HAND_JOINT_COUNT_EXT] = {};
    XrHandJointLocationsEXT found{XR_TYPE_HAND_JOINT_LOCATIONS_EXT, nullptr, XR_FALSE, XR_HAND_JOINT_COUNT_EXT, joints};
    const bool active = XR_SUCCEEDED(NEXT(xrLocateHandJointsEXT)(tracker, &info, &found)) && found.isActive;
    out << "{\"handedness\":\"" << (hand == XR_HAND_LEFT_EXT ? "left" : "right")
        << "\",\"targetRayMode\":\"tracked-pointer\",\"profiles\":[\"generic-hand\",\"generic-hand-select\"],\"joints\":{";
    for (size_t at = 0; at < joint_names().size(); ++at) {
        const auto& joint = joints[at + XR_HAND_JOINT_WRIST_EXT];
        out << (at ? ",\"" : "\"") << joint_names()[at] << "\":";
        if (active && tracked(joint.locationFlags)) {
            out << '{';
            members(out, joint.pose, joint.locationFlags);
            out << ",\"r\":" << joint.radius << '}';
        } else {
            out << "null";
        }
    }
    out << "}}";
}

// What the first line says of the session and of who runs it.
void write_session(std::ostream& out, XrDuration period) {
    XrInstanceProperties properties{XR_TYPE_INSTANCE_PROPERTIES};
    NEXT(xrGetInstanceProperties)(next.instance, &properties);
    out << "{\"refSpace\":\"local\",\"mode\":\"immersive-vr\",\"enabledFeatures\":[\"local\""
        << (NEXT(xrLocateHandJointsEXT) ? ",\"hand-tracking\"" : "") << "],\"frameRate\":" << 1000 * MILLISECOND / period
        << ",\"ua\":\"" << escaped(properties.runtimeName) << "\"}\n";
}

// Milliseconds of the runtime's clock; those of the display, of which nothing more is then said, where it has no other.
void write_times(std::ostream& out, XrTime shown) {
    timespec clock{};
    clock_gettime(CLOCK_MONOTONIC, &clock);
    XrTime now = shown;
    const auto convert = NEXT(xrConvertTimespecTimeToTimeKHR);
    const bool known = clocked && convert && XR_SUCCEEDED(convert(next.instance, &clock, &now));
    out.precision(17);
    out << "\"t\":" << now / MILLISECOND;
    if (known) out << ",\"pdt\":" << shown / MILLISECOND;
    out.precision(9);
}

void write_frame(const XrFrameState& state) {
    std::ostringstream out;
    out.precision(9);  // what a float holds
    if (!number) write_session(out, state.predictedDisplayPeriod);
    out << "{\"i\":" << number++ << ',';
    write_times(out, state.predictedDisplayTime);
    XrSpaceLocation location{XR_TYPE_SPACE_LOCATION};
    out << ",\"viewer\":";
    if (XR_SUCCEEDED(NEXT(xrLocateSpace)(head, local, state.predictedDisplayTime, &location)) &&
        tracked(location.locationFlags)) {
        out << '{';
        members(out, location.pose, location.locationFlags);
        write_views(out, state.predictedDisplayTime);
        out << '}';
    } else {
        out << "null";
    }
    out << ",\"inputs\":[";
    bool first = true;
    for (const auto& [tracker, hand] : hands) {
        if (!first) out << ',';
        first = false;
        write_hand(out, tracker, hand, state.predictedDisplayTime);
    }
    out << "]}\n";
    const auto text = out.str();  // written at once, so that a line is whole whatever happens afterwards
    std::fwrite(text.data(), 1, text.size(), file);
    std::fflush(file);
}

XrSpace space_of(XrReferenceSpaceType type) {
    XrReferenceSpaceCreateInfo info{XR_TYPE_REFERENCE_SPACE_CREATE_INFO, nullptr, type, {{0, 0, 0, 1}, {0, 0, 0}}};
    XrSpace made = XR_NULL_HANDLE;
    NEXT(xrCreateReferenceSpace)(session, &info, &made);
    return made;
}

XRAPI_ATTR XrResult XRAPI_CALL begin_session(XrSession begun, const XrSessionBeginInfo* info) {
    const auto result = NEXT(xrBeginSession)(begun, info);
    std::lock_guard<std::mutex> lock(mutex);
    const char* path = std::getenv("CONFORMANCE_RECORDING");
    if (XR_SUCCEEDED(result) && path && !file && (file = std::fopen(path, "wx"))) {
        session = begun;
        configuration = info->primaryViewConfigurationType;
        local = space_of(XR_REFERENCE_SPACE_TYPE_LOCAL);
        head = space_of(XR_REFERENCE_SPACE_TYPE_VIEW);
    }
    return result;
}

XRAPI_ATTR XrResult XRAPI_CALL wait_frame(XrSession waiting, const XrFrameWaitInfo* info, XrFrameState* state) {
    const auto result = NEXT(xrWaitFrame)(waiting, info, state);
    std::lock_guard<std::mutex> lock(mutex);
    if (XR_SUCCEEDED(result) && file && waiting == session) write_frame(*state);
    return result;
}

XRAPI_ATTR XrResult XRAPI_CALL create_hand(XrSession of, const XrHandTrackerCreateInfoEXT* info, XrHandTrackerEXT* made) {
    const auto result = NEXT(xrCreateHandTrackerEXT)(of, info, made);
    std::lock_guard<std::mutex> lock(mutex);
    if (XR_SUCCEEDED(result)) hands[*made] = info->hand;
    return result;
}

XRAPI_ATTR XrResult XRAPI_CALL destroy_hand(XrHandTrackerEXT tracker) {
    {
        std::lock_guard<std::mutex> lock(mutex);
        hands.erase(tracker);
    }
    return NEXT(xrDestroyHandTrackerEXT)(tracker);
}

XRAPI_ATTR XrResult XRAPI_CALL destroy_session(XrSession ended) {
    {
        std::lock_guard<std::mutex> lock(mutex);
        if (file && ended == session) {
            std::fclose(file);
            file = nullptr;
            hands.clear();
        }
    }
    return NEXT(xrDestroySession)(ended);
}

XRAPI_ATTR XrResult XRAPI_CALL proc_addr(XrInstance instance, const char* name, PFN_xrVoidFunction* function) {
    static const std::map<std::string, PFN_xrVoidFunction> ours{
        {"xrGetInstanceProcAddr", reinterpret_cast<PFN_xrVoidFunction>(proc_addr)},
        {"xrBeginSession", reinterpret_cast<PFN_xrVoidFunction>(begin_session)},
        {"xrWaitFrame", reinterpret_cast<PFN_xrVoidFunction>(wait_frame)},
        {"xrDestroySession", reinterpret_cast<PFN_xrVoidFunction>(destroy_session)},
        {"xrCreateHandTrackerEXT", reinterpret_cast<PFN_xrVoidFunction>(create_hand)},
        {"xrDestroyHandTrackerEXT", reinterpret_cast<PFN_xrVoidFunction>(destroy_hand)},
    };
    // What the runtime does not have, such as an extension that was not asked for, the layer does not have either.
    const auto result = next.getInstanceProcAddr(instance, name, function);
    const auto found = ours.find(name);
    if (XR_SUCCEEDED(result) && found != ours.end()) *function = found->second;
    return result;
}

XrResult create_next(XrInstanceCreateInfo info, const XrApiLayerCreateInfo& layer, XrInstance* instance, bool clock) {
    std::vector<const char*> names(info.enabledExtensionNames, info.enabledExtensionNames + info.enabledExtensionCount);
    if (clock) names.push_back(XR_KHR_CONVERT_TIMESPEC_TIME_EXTENSION_NAME);
    info.enabledExtensionNames = names.data();
    info.enabledExtensionCount = static_cast<uint32_t>(names.size());
    XrApiLayerCreateInfo after = layer;
    after.nextInfo = layer.nextInfo->next;
    return layer.nextInfo->nextCreateApiLayerInstance(&info, &after, instance);
}

XRAPI_ATTR XrResult XRAPI_CALL create_instance(const XrInstanceCreateInfo* info, const XrApiLayerCreateInfo* layer,
                                               XrInstance* instance) {
    const auto* names = info->enabledExtensionNames;
    const bool asked = std::any_of(names, names + info->enabledExtensionCount, [](const char* name) {
        return !std::strcmp(name, XR_KHR_CONVERT_TIMESPEC_TIME_EXTENSION_NAME);
    });
    auto result = create_next(*info, *layer, instance, !asked);
    clocked = XR_SUCCEEDED(result);
    if (!clocked && !asked) result = create_next(*info, *layer, instance, false);
    next = {layer->nextInfo->nextGetInstanceProcAddr, *instance};
    return result;
}

}  // namespace

extern "C" __attribute__((visibility("default"))) XRAPI_ATTR XrResult XRAPI_CALL xrNegotiateLoaderApiLayerInterface(
    const XrNegotiateLoaderInfo* loader, const char* name, XrNegotiateApiLayerRequest* request) {
    if (std::strcmp(name, LAYER) || loader->minInterfaceVersion > INTERFACE_VERSION ||
        loader->maxInterfaceVersion < INTERFACE_VERSION)
        return XR_ERROR_INITIALIZATION_FAILED;
    request->layerInterfaceVersion = INTERFACE_VERSION;
    request->layerApiVersion = XR_CURRENT_API_VERSION;
    request->getInstanceProcAddr = proc_addr;
    request->createApiLayerInstance = create_instance;
    return XR_SUCCESS;
}
