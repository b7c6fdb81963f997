// An application without graphics: it tracks two hands for as many frames as its argument says.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <initializer_list>

#include <openxr/openxr.h>

static void must(XrResult result, const char* what) {
    if (XR_SUCCEEDED(result)) return;
    std::fprintf(stderr, "%s failed: %d\n", what, result);
    std::exit(1);
}

int main(int, char** arguments) {
    const long frames = arguments[1] ? std::atol(arguments[1]) : 90;
    const char* extensions[] = {XR_MND_HEADLESS_EXTENSION_NAME, XR_EXT_HAND_TRACKING_EXTENSION_NAME};
    XrInstanceCreateInfo wanted{XR_TYPE_INSTANCE_CREATE_INFO};
    wanted.enabledExtensionCount = 2;
    wanted.enabledExtensionNames = extensions;
    wanted.applicationInfo.apiVersion = XR_MAKE_VERSION(1, 0, 20);
    std::strcpy(wanted.applicationInfo.applicationName, "session");
    XrInstance instance;
    must(xrCreateInstance(&wanted, &instance), "xrCreateInstance");

    XrSystemGetInfo form{XR_TYPE_SYSTEM_GET_INFO, nullptr, XR_FORM_FACTOR_HEAD_MOUNTED_DISPLAY};
    XrSystemId system;
    must(xrGetSystem(instance, &form, &system), "xrGetSystem");
    XrSessionCreateInfo described{XR_TYPE_SESSION_CREATE_INFO, nullptr, 0, system};
    XrSession session;
    must(xrCreateSession(instance, &described, &session), "xrCreateSession");
    XrSessionBeginInfo stereo{XR_TYPE_SESSION_BEGIN_INFO, nullptr, XR_VIEW_CONFIGURATION_TYPE_PRIMARY_STEREO};
    must(xrBeginSession(session, &stereo), "xrBeginSession");

    PFN_xrCreateHandTrackerEXT create;
    must(xrGetInstanceProcAddr(instance, "xrCreateHandTrackerEXT", reinterpret_cast<PFN_xrVoidFunction*>(&create)),
         "xrGetInstanceProcAddr");
    for (const auto hand : {XR_HAND_LEFT_EXT, XR_HAND_RIGHT_EXT}) {
        XrHandTrackerCreateInfoEXT side{XR_TYPE_HAND_TRACKER_CREATE_INFO_EXT, nullptr, hand,
                                        XR_HAND_JOINT_SET_DEFAULT_EXT};
        XrHandTrackerEXT tracker;
        must(create(session, &side, &tracker), "xrCreateHandTrackerEXT");
    }
    for (long at = 0; at < frames; ++at) {
        XrFrameState state{XR_TYPE_FRAME_STATE};
        must(xrWaitFrame(session, nullptr, &state), "xrWaitFrame");
        must(xrBeginFrame(session, nullptr), "xrBeginFrame");
        XrFrameEndInfo end{XR_TYPE_FRAME_END_INFO, nullptr, state.predictedDisplayTime,
                           XR_ENVIRONMENT_BLEND_MODE_OPAQUE};
        must(xrEndFrame(session, &end), "xrEndFrame");
    }
    must(xrDestroySession(session), "xrDestroySession");
    must(xrDestroyInstance(instance), "xrDestroyInstance");
}
