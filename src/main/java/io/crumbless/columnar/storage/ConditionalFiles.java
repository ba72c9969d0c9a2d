package io.crumbless.columnar.storage;

import java.util.Optional;

/**
 * Small files of an object store that are written only if they are unchanged since they were read: of several writers
 * one wins. This replaces renames, which such a store does not have.
 */
public interface ConditionalFiles {
    /**
     * A file as it was read.
     *
     * @param etag what the store calls this content
     */
    record Held(byte[] content, String etag) {}

    /** What identifies this store: its kind, and the server it is reached at. */
    String store();

    /** The file; empty if there is none. */
    Optional<Held> read(Location file);

    /**
     * Writes the file if it is as expected. A write whose acknowledgement was lost is recognised by its content, so no two
     * writers may write the same.
     *
     * @param expected ETag of the content that is replaced; empty if there must be no file
     * @return the ETag of what is there now; empty if the file was not as expected, and nothing was written
     */
    Optional<String> write(Location file, byte[] content, Optional<String> expected);

    /**
     * Tries in a folder whether the store keeps its word: one of several writers wins, the others learn that they lost.
     *
     * @throws StorageException if it does not, or cannot write on condition at all
     */
    void requireHonest(Location folder);
}
