package io.crumbless.columnar.storage;

/**
 * What a file system says of one file or folder.
 *
 * @param size bytes; 0 for what is no file
 * @param modifiedMillis last change, milliseconds since the epoch, UTC
 */
public record FileEntry(Location location, long size, long modifiedMillis, Kind kind) {
    public enum Kind {
        FILE,
        FOLDER,
        /** A link whose target is not there; only {@link Storage#globOthers} finds it. */
        BROKEN_LINK
    }

    public boolean isFile() {
        return kind == Kind.FILE;
    }

    public boolean isFolder() {
        return kind == Kind.FOLDER;
    }

    /** True if {@code later} can only be another content: its size or its time of change differs. */
    public boolean differsFrom(FileEntry later) {
        return size != later.size || modifiedMillis != later.modifiedMillis;
    }
}
