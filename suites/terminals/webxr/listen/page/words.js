// What the page says, in both languages.
"use strict";

const WORDS = {
  en: {
    title: "Live conformance test",
    about: "This page records what your headset reports (poses, hands, inputs, times) and judges it while you move. Nothing leaves for anywhere but the computer that shows this page.",
    vr: "Enter VR",
    ar: "Enter AR",
    end: "End the recording",
    frames: "frames",
    rate: "rate, Hz",
    jitter: "jitter, ms",
    latency: "latency, ms",
    dropped: "left out",
    features: "What the device allows",
    violated: "Violated so far",
    none: "nothing",
    granted: "granted",
    refused: "refused",
    ready: "Put the headset on, press the button, look around, and move both hands or controllers.",
    running: "Recording.",
    ended: "The recording has ended",
    insecure: "This page is not in a secure context, so the browser offers no WebXR. Use http://localhost through adb reverse, or https.",
    no_xr: "This browser offers no WebXR.",
    no_mode: "This device offers no immersive session.",
    no_session: "The device refused the session",
    lost: "The connection to the computer is lost.",
  },
  zh: {
    title: "在线一致性测试",
    about: "此页面记录头戴设备报告的数据（位姿、手部、输入、时间），并在您活动时判定。数据仅发送至提供此页面的计算机。",
    vr: "进入 VR",
    ar: "进入 AR",
    end: "结束录制",
    frames: "帧数",
    rate: "速率（Hz）",
    jitter: "抖动（ms）",
    latency: "延迟（ms）",
    dropped: "未发送",
    features: "设备允许的功能",
    violated: "目前不满足的要求",
    none: "无",
    granted: "已允许",
    refused: "已拒绝",
    ready: "请戴上头戴设备，按下按钮，环顾四周，并活动双手或手柄。",
    running: "正在录制。",
    ended: "录制已结束",
    insecure: "此页面不在安全上下文中，浏览器不提供 WebXR。请经 adb reverse 使用 http://localhost，或使用 https。",
    no_xr: "此浏览器不提供 WebXR。",
    no_mode: "此设备不提供沉浸式会话。",
    no_session: "设备拒绝了会话",
    lost: "与计算机的连接已中断。",
  },
};

let language = navigator.language.startsWith("zh") ? "zh" : "en";

function word(key) {
  return WORDS[language][key];
}
