package io.crumbless.night.job;

import io.crumbless.columnar.storage.FileModes;
import io.crumbless.settings.yaml.YamlMapping;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** Who may read published files; {@code permissions} of a job file, in the octal notation of chmod. */
final class PermissionSettings {
    private static final int OWNER_READS_AND_WRITES = 0600;
    private static final int OWNER_ENTERS = 0700;
    private static final int FILES_MAY = 0660;
    private static final int FOLDERS_MAY = 0770;

    /** From the lowest bit up. */
    private static final PosixFilePermission[] BITS = {
        PosixFilePermission.OTHERS_EXECUTE,
        PosixFilePermission.OTHERS_WRITE,
        PosixFilePermission.OTHERS_READ,
        PosixFilePermission.GROUP_EXECUTE,
        PosixFilePermission.GROUP_WRITE,
        PosixFilePermission.GROUP_READ,
        PosixFilePermission.OWNER_EXECUTE,
        PosixFilePermission.OWNER_WRITE,
        PosixFilePermission.OWNER_READ
    };

    private PermissionSettings() {}

    static FileModes read(YamlMapping mapping) {
        Set<PosixFilePermission> files = mapping.optionalParsed(
                        "files", text -> permissions(text, OWNER_READS_AND_WRITES, FILES_MAY))
                .orElse(FileModes.PUBLISHED.files());
        Set<PosixFilePermission> folders = mapping.optionalParsed(
                        "folders", text -> permissions(text, OWNER_ENTERS, FOLDERS_MAY))
                .orElse(FileModes.PUBLISHED.folders());
        mapping.finish();
        return new FileModes(files, folders, FileModes.Umask.IS_OVERRULED);
    }

    private static Set<PosixFilePermission> permissions(String text, int atLeast, int atMost) {
        if (!text.matches("0?[0-7]{3}")) {
            throw new IllegalArgumentException(
                    "write three octal digits in quotes, such as \"0" + octal(atMost) + "\"");
        }
        int mode = Integer.parseInt(text, 8);
        if ((mode & 07) != 0) {
            throw new IllegalArgumentException("it lets everybody on the machine in; the last digit must be 0");
        }
        if ((mode & atLeast) != atLeast || (mode & ~atMost) != 0) {
            throw new IllegalArgumentException(
                    "it must be between \"0" + octal(atLeast) + "\" and \"0" + octal(atMost) + "\"");
        }
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (int bit = 0; bit < BITS.length; bit++) {
            if ((mode >> bit & 1) == 1) {
                permissions.add(BITS[bit]);
            }
        }
        return permissions;
    }

    private static String octal(int mode) {
        return Integer.toOctalString(mode);
    }
}
