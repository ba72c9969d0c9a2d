package io.crumbless.night.intake;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.process.Failure;
import java.util.List;
import java.util.function.Function;

/**
 * Checks matches of a source's path that are not files: a folder is a notice if there are files, and refused otherwise;
 * a broken link, and a file whose name cannot be decoded, is refused.
 */
final class OtherMatches {
    private final Function<Location, String> label;
    private final List<String> notices;

    /**
     * @param label name of a location in notices
     * @param notices receives the notices
     */
    OtherMatches(Function<Location, String> label, List<String> notices) {
        this.label = label;
        this.notices = notices;
    }

    /**
     * @param others matches that are not files
     * @param alone whether no file matches
     */
    void look(String source, List<FileEntry> others, boolean alone) {
        for (FileEntry other : others) {
            if (other.kind() == FileEntry.Kind.UNREADABLE_NAME) {
                throw cannotRead(
                        source,
                        other,
                        "its name is no text in the encoding that names have here (mostly UTF-8), so that it cannot be"
                                + " opened; have it delivered under a name of plain letters, or take it away");
            } else if (!other.isFolder()) {
                throw cannotRead(
                        source,
                        other,
                        "it is a link to something that is not there; deliver that, or take the link" + " away");
            } else if (alone) {
                throw cannotRead(
                        source,
                        other,
                        "it is a folder; for the files in it write "
                                + other.location().name() + "/* as path");
            }
            notices.add("Folder " + label.apply(other.location()) + " of source '" + source
                    + "' was not read: a path names files; end it with /* for those in a folder");
        }
    }

    private static Failure cannotRead(String source, FileEntry other, String why) {
        return new Failure(
                Failure.ErrorCategory.INPUT, "Cannot read " + other.location() + " of source '" + source + "': " + why);
    }
}
