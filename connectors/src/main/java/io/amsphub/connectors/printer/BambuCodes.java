package io.amsphub.connectors.printer;

import io.amsphub.processors.device.Alarm;
import io.amsphub.processors.device.Severity;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * The codes by which Bambu Lab machines say what is wrong: HMS codes of 64 bits ({@code 0300_0100_0001_0007}: module,
 * part, severity, cause) and print errors of 32 bits ({@code 0500_4004}).
 */
final class BambuCodes {

    /** HMS: commands that are not signed are dropped. */
    static final String UNSIGNED = "0500_0500_0001_0007";
    /** The machine was told to print while it was printing. */
    static final String BUSY = "0500_4004";

    /** The answer to a command that is not signed. */
    private static final long UNSIGNED_ERROR = 84_033_543L;

    private static final long CANCELLED = 0x0300_400CL;
    private static final long CANCELLED_TOO = 0x0500_400EL;
    private static final int FATAL = 1;
    private static final int SERIOUS = 2;
    private static final int COMMON = 3;

    private static final Map<Integer, String> MODULES = Map.of(
            0x03, "motion controller",
            0x05, "mainboard",
            0x07, "AMS",
            0x08, "toolhead",
            0x0C, "camera and lidar",
            0x12, "AMS");
    private static final Map<Integer, String> REMEDIES = Map.of(
            0x03, "free the axes, see heaters and fans",
            0x05, "see storage, network and firmware on the display",
            0x07, "see the AMS: spool, tube, tangled or used up filament",
            0x08, "see the toolhead: cover, cutter, nozzle, extruder",
            0x0C, "clean the camera, look at the first layer",
            0x12, "see the AMS: spool, tube, tangled or used up filament");

    private BambuCodes() {}

    /** Returns an HMS code as people write it. */
    static String hms(long attribute, long code) {
        return words(attribute) + "_" + words(code);
    }

    /** Returns a print error as people write it. */
    static String error(long error) {
        return words(error);
    }

    private static String words(long bits) {
        return String.format(Locale.ROOT, "%04X_%04X", (bits >> 16) & 0xFFFF, bits & 0xFFFF);
    }

    /** Returns whether a print error says that a person cancelled the print, which is no fault. */
    static boolean isCancel(long error) {
        return error == CANCELLED || error == CANCELLED_TOO;
    }

    /** Returns whether a reply says that developer mode is off. */
    static boolean isUnsigned(long error, String reason) {
        return error == UNSIGNED_ERROR || reason.contains("mqtt message verify failed");
    }

    /** Returns how bad an HMS code is. */
    static Severity severity(long code) {
        return switch ((int) ((code >> 16) & 0xFFFF)) {
            case FATAL -> Severity.CRITICAL;
            case SERIOUS -> Severity.ERROR;
            case COMMON -> Severity.WARNING;
            default -> Severity.INFO;
        };
    }

    /** Returns the alarm of an HMS code. */
    static Alarm alarm(long attribute, long code, Instant at) {
        String name = hms(attribute, code);
        return new Alarm(
                name,
                severity(code),
                "the " + module(attribute) + " reports HMS " + name,
                remedy(attribute) + "; what it means in full is at"
                        + " https://wiki.bambulab.com/en/x1/troubleshooting/hmscode/" + name,
                at);
    }

    /** Returns the alarm of a print error. */
    static Alarm alarm(long error, Instant at) {
        String name = error(error);
        return new Alarm(
                name,
                Severity.ERROR,
                "the print stopped with error " + name + " of the " + module(error),
                remedy(error) + "; answer the question on the display",
                at);
    }

    private static String module(long attribute) {
        return MODULES.getOrDefault((int) ((attribute >> 24) & 0xFF), "machine");
    }

    private static String remedy(long attribute) {
        return REMEDIES.getOrDefault((int) ((attribute >> 24) & 0xFF), "see the display of the machine");
    }

    /** Returns the alarm of a machine that takes only signed commands. */
    static Alarm developerModeOff(Instant at) {
        return new Alarm(
                "DEVELOPER_MODE_OFF",
                Severity.ERROR,
                "the machine drops the hub's commands because its developer mode is off",
                "switch LAN-only and developer mode on at the machine, and give the hub the access code that it shows"
                        + " then",
                at);
    }

    /** Returns the alarm of a machine that does not let the hub in. */
    static Alarm accessCodeWrong(Instant at) {
        return new Alarm(
                "ACCESS_CODE_WRONG",
                Severity.ERROR,
                "the access code is wrong or was changed",
                "read the access code from the machine's display (it changes whenever LAN-only or developer mode is"
                        + " switched) and give it to the hub as connection.secret",
                at);
    }

    /** Returns the alarm of a machine that shows another certificate than it should. */
    static Alarm certificateRefused(String why, Instant at) {
        return new Alarm(
                "CERTIFICATE_REFUSED",
                Severity.CRITICAL,
                why,
                "make sure that it is the machine that answers there; a machine with a new board is registered anew,"
                        + " or vouched for by its maker's authority in the directory authorities",
                at);
    }
}
