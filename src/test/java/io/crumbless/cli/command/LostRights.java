package io.crumbless.cli.command;

import static java.nio.file.attribute.PosixFilePermission.GROUP_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.GROUP_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Takes rights on files and folders away, and gives them back as they were. */
final class LostRights {
    private static final Set<PosixFilePermission> LOOK_ONLY =
            Set.of(OWNER_READ, OWNER_EXECUTE, GROUP_READ, GROUP_EXECUTE);

    private final Map<Path, Set<PosixFilePermission>> before = new HashMap<>();

    /** Nothing can be made or deleted in a folder and those below any more, nor its files be written; all can be read. */
    void toWriteBelow(Path folder) throws IOException {
        take(folder, LOOK_ONLY);
    }

    /** A folder, or what is in it, cannot be read any more. */
    void toRead(Path folder) throws IOException {
        take(folder, Set.of());
    }

    private void take(Path folder, Set<PosixFilePermission> left) throws IOException {
        List<Path> all;
        try (Stream<Path> found = Files.walk(folder)) {
            all = found.filter(each -> !Files.isSymbolicLink(each)).toList();
        }
        for (Path each : all) {
            before.put(each, Files.getPosixFilePermissions(each, LinkOption.NOFOLLOW_LINKS));
        }
        // Contents come first, because a folder without permissions hides them.
        for (int i = all.size() - 1; i >= 0; i--) {
            Files.setPosixFilePermissions(all.get(i), left);
        }
    }

    /** Of what is still there. */
    void giveBack() throws IOException {
        for (Path each : before.keySet().stream().sorted().toList()) {
            if (Files.exists(each, LinkOption.NOFOLLOW_LINKS)) {
                Files.setPosixFilePermissions(each, before.get(each));
            }
        }
    }
}
