// A runtime without a display, as the reference device of the recorder: a head that looks around at 90 frames a second,
// and two hands that follow it. REFERENCE_FAULT makes it lie: `repeats` predicts each tenth time twice, `late` predicts
// what has passed, `scaled` reports positions in centimetres. `no-clock` is no fault: it converts no times.
#include <time.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <map>
#include <string>
#include <vector>

#define XR_USE_TIMESPEC
#include <openxr/openxr.h>
#include <openxr/openxr_platform.h>

#include "loader.h"

namespace {

constexpr XrDuration SECOND = 1'000'000'000, PERIOD = SECOND / 90;
constexpr uint64_t HEAD = 1, LOCAL = 2;  // the handles of spaces
constexpr auto TRACKED = XR_SPACE_LOCATION_POSITION_VALID_BIT | XR_SPACE_LOCATION_ORIENTATION_VALID_BIT |
                         XR_SPACE_LOCATION_POSITION_TRACKED_BIT | XR_SPACE_LOCATION_ORIENTATION_TRACKED_BIT;

XrTime shown = 0;
long frames = 0;

bool fault(const char* name) {
    const char* chosen = std::getenv("REFERENCE_FAULT");
    return chosen && !std::strcmp(chosen, name);
}

template <typename Handle>
Handle handle(uint64_t value) {
    return reinterpret_cast<Handle>(value);
}

XrTime now() {
    timespec clock{};
    clock_gettime(CLOCK_MONOTONIC, &clock);
    return clock.tv_sec * SECOND + clock.tv_nsec;
}

// Where something is that stays at an offset from the head.
XrPosef moved(XrTime time, float x, float y, float z) {
    const double phase = 2 * M_PI * (time % (4 * SECOND)) / (4.0 * SECOND);
    const float scale = fault("scaled") ? 100 : 1, angle = 0.2f * static_cast<float>(std::sin(phase));
    const float sway = 0.05f * static_cast<float>(std::cos(phase)), sine = std::sin(angle), cosine = std::cos(angle);
    return {{0, std::sin(angle / 2), 0, std::cos(angle / 2)},
            {scale * (sway + x * cosine + z * sine), scale * y, scale * (z * cosine - x * sine)}};
}

XrResult enumerate_extensions(const char*, uint32_t capacity, uint32_t* count, XrExtensionProperties* properties) {
    std::vector<const char*> names{XR_MND_HEADLESS_EXTENSION_NAME, XR_EXT_HAND_TRACKING_EXTENSION_NAME};
    if (!fault("no-clock")) names.push_back(XR_KHR_CONVERT_TIMESPEC_TIME_EXTENSION_NAME);
    *count = static_cast<uint32_t>(names.size());
    for (uint32_t at = 0; at < std::min(capacity, *count); ++at) {
        std::strcpy(properties[at].extensionName, names[at]);
        properties[at].extensionVersion = 1;
    }
    return XR_SUCCESS;
}

XrResult create_instance(const XrInstanceCreateInfo* info, XrInstance* instance) {
    *instance = handle<XrInstance>(1);
    for (uint32_t at = 0; at < info->enabledExtensionCount; ++at)
        if (fault("no-clock") && std::strstr(info->enabledExtensionNames[at], "timespec"))
            return XR_ERROR_EXTENSION_NOT_PRESENT;
    return XR_SUCCESS;
}

XrResult instance_properties(XrInstance, XrInstanceProperties* properties) {
    properties->runtimeVersion = XR_MAKE_VERSION(1, 0, 0);
    std::strcpy(properties->runtimeName, "reference runtime");
    return XR_SUCCESS;
}

XrResult get_system(XrInstance, const XrSystemGetInfo*, XrSystemId* system) {
    *system = 1;
    return XR_SUCCESS;
}

XrResult create_session(XrInstance, const XrSessionCreateInfo*, XrSession* session) {
    *session = handle<XrSession>(1);
    return XR_SUCCESS;
}

XrResult create_space(XrSession, const XrReferenceSpaceCreateInfo* info, XrSpace* space) {
    *space = handle<XrSpace>(info->referenceSpaceType == XR_REFERENCE_SPACE_TYPE_VIEW ? HEAD : LOCAL);
    return XR_SUCCESS;
}

XrResult begin_session(XrSession, const XrSessionBeginInfo*) { return XR_SUCCESS; }

XrResult wait_frame(XrSession, const XrFrameWaitInfo*, XrFrameState* state) {
    const XrTime due = shown ? shown - PERIOD : now();
    const timespec until{due / SECOND, due % SECOND};
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr);
    if (!shown) shown = due + PERIOD;
    const long missed = std::max<long>(0, (now() - due) / PERIOD);  // by an application or machine that is slow
    if (!(fault("repeats") && ++frames % 10 == 0)) shown += (1 + missed) * PERIOD;
    state->predictedDisplayTime = fault("late") ? shown - 4 * PERIOD : shown;
    state->predictedDisplayPeriod = PERIOD;
    state->shouldRender = XR_TRUE;
    return XR_SUCCESS;
}

XrResult frame(XrSession, const void*) { return XR_SUCCESS; }

XrResult locate_space(XrSpace, XrSpace, XrTime time, XrSpaceLocation* location) {
    location->locationFlags = TRACKED;
    location->pose = moved(time, 0, 0, 0);
    return XR_SUCCESS;
}

XrResult locate_views(XrSession, const XrViewLocateInfo* info, XrViewState* state, uint32_t, uint32_t* count,
                      XrView* views) {
    state->viewStateFlags = TRACKED;
    *count = 2;
    for (int eye = 0; eye < 2; ++eye) views[eye].pose = moved(info->displayTime, eye ? 0.0315f : -0.0315f, 0, 0);
    return XR_SUCCESS;
}

XrResult create_hand(XrSession, const XrHandTrackerCreateInfoEXT* info, XrHandTrackerEXT* tracker) {
    *tracker = handle<XrHandTrackerEXT>(info->hand == XR_HAND_LEFT_EXT ? 1 : 2);
    return XR_SUCCESS;
}

// A flat hand, which points away from the head: metres to the side and ahead of the wrist, as on a left hand.
XrResult locate_hand(XrHandTrackerEXT tracker, const XrHandJointsLocateInfoEXT* info,
                     XrHandJointLocationsEXT* locations) {
    static const float ahead[] = {0.035f, 0.095f, 0.135f, 0.16f, 0.18f};
    const float side = tracker == handle<XrHandTrackerEXT>(1) ? 1.f : -1.f;
    locations->isActive = XR_TRUE;
    for (int joint = 0; joint < XR_HAND_JOINT_COUNT_EXT; ++joint) {
        float x = 0, z = joint == XR_HAND_JOINT_PALM_EXT ? 0.06f : 0;
        if (joint > XR_HAND_JOINT_THUMB_TIP_EXT) {
            const int finger = (joint - XR_HAND_JOINT_INDEX_METACARPAL_EXT) / 5;
            x = 0.025f - 0.018f * static_cast<float>(finger);
            z = ahead[(joint - XR_HAND_JOINT_INDEX_METACARPAL_EXT) % 5] * (finger == 3 ? 0.8f : 1.f);
        } else if (joint > XR_HAND_JOINT_WRIST_EXT) {
            x = 0.02f + 0.012f * static_cast<float>(joint - XR_HAND_JOINT_WRIST_EXT);
            z = 0.03f * static_cast<float>(joint - XR_HAND_JOINT_WRIST_EXT);
        }
        auto& found = locations->jointLocations[joint];
        found.locationFlags = TRACKED;
        found.radius = 0.01f - 0.001f * static_cast<float>(joint % 4);
        found.pose = moved(info->time, side * (x - 0.2f), -0.3f, -0.3f - z);
    }
    return XR_SUCCESS;
}

XrResult convert(XrInstance, const timespec* clock, XrTime* time) {
    *time = clock->tv_sec * SECOND + clock->tv_nsec;
    return XR_SUCCESS;
}

XrResult destroy(const void*) { return XR_SUCCESS; }

XrResult proc_addr(XrInstance, const char* name, PFN_xrVoidFunction* function) {
#define ANSWERED(name, by) {name, reinterpret_cast<PFN_xrVoidFunction>(by)}
    static const std::map<std::string, PFN_xrVoidFunction> ours{
        ANSWERED("xrGetInstanceProcAddr", proc_addr),
        ANSWERED("xrEnumerateInstanceExtensionProperties", enumerate_extensions),
        ANSWERED("xrCreateInstance", create_instance), ANSWERED("xrDestroyInstance", destroy),
        ANSWERED("xrGetInstanceProperties", instance_properties), ANSWERED("xrGetSystem", get_system),
        ANSWERED("xrCreateSession", create_session), ANSWERED("xrDestroySession", destroy),
        ANSWERED("xrBeginSession", begin_session), ANSWERED("xrEndSession", destroy),
        ANSWERED("xrCreateReferenceSpace", create_space), ANSWERED("xrDestroySpace", destroy),
        ANSWERED("xrWaitFrame", wait_frame), ANSWERED("xrBeginFrame", frame), ANSWERED("xrEndFrame", frame),
        ANSWERED("xrLocateSpace", locate_space), ANSWERED("xrLocateViews", locate_views),
        ANSWERED("xrCreateHandTrackerEXT", create_hand), ANSWERED("xrDestroyHandTrackerEXT", destroy),
        ANSWERED("xrLocateHandJointsEXT", locate_hand), ANSWERED("xrConvertTimespecTimeToTimeKHR", convert),
    };
    const auto found = ours.find(name);
    *function = found == ours.end() ? nullptr : found->second;
    return *function ? XR_SUCCESS : XR_ERROR_FUNCTION_UNSUPPORTED;
}

}  // namespace

extern "C" __attribute__((visibility("default"))) XRAPI_ATTR XrResult XRAPI_CALL
xrNegotiateLoaderRuntimeInterface(const XrNegotiateLoaderInfo*, XrNegotiateRuntimeRequest* request) {
    request->runtimeInterfaceVersion = INTERFACE_VERSION;
    request->runtimeApiVersion = XR_CURRENT_API_VERSION;
    request->getInstanceProcAddr = proc_addr;
    return XR_SUCCESS;
}
