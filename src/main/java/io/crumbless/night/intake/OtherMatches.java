package io.crumbless.night.intake;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.process.Failure;
import java.util.List;
import java.util.function.Function;

/**
 * What matches the path of a source and is no file: a folder is a notice beside files and refused alone; a broken link, and a file whose
 * name cannot be read, is refused.
 */
final class OtherMatches {
    private final Function<Location, String> label;
    private final List<String> notices;

    /**
     * @param label names a place in notices
     * @param notices to add to
     */
    OtherMatches(Function<Location, String> label, List<String> notices) {
        this.label = label;
        this.notices = notices;
    }

    /**
     * @param others matches that are no files
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
