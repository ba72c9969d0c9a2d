package io.crumbless.columnar.storage;

/**
 * The metadata of one file or folder.
 * @param size bytes; 0 for anything but a file
 * @param modifiedMillis last change, milliseconds since the epoch, UTC; object stores give it in several precisions
 * @param etag what an object store calls this content; empty where the file system names none
 */
public record FileEntry(Location location, long size, long modifiedMillis, Kind kind, String etag) {
    /** Of a file system that does not name contents. */
    public FileEntry(Location location, long size, long modifiedMillis, Kind kind) {
        this(location, size, modifiedMillis, kind, "");
    }

    public enum Kind {
        FILE,
        FOLDER,
        /** A link whose target is not there; only {@link Storage#globOthers} finds it. */
        BROKEN_LINK,
        /** What is there cannot be opened, for its name is no text in the encoding of names here; found as a broken link is. */
        UNREADABLE_NAME
    }

    public boolean isFile() {
        return kind == Kind.FILE;
    }

    public boolean isFolder() {
        return kind == Kind.FOLDER;
    }

    /** The same under another name. */
    FileEntry at(Location place) {
        return new FileEntry(place, size, modifiedMillis, kind, etag);
    }

    /**
     * True if {@code later} can only be another content: its size differs, or its ETag, or where there is none its time of
     * change.
     */
    public boolean differsFrom(FileEntry later) {
        return size != later.size
                || (etag.isEmpty() || later.etag.isEmpty()
                        ? modifiedMillis != later.modifiedMillis
                        : !etag.equals(later.etag));
    }
}
