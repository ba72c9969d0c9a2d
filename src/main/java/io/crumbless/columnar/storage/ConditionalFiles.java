package io.crumbless.columnar.storage;

import java.util.Optional;

/**
 * Conditional writes of small files in an object store: a file is written only if it is unchanged since it was read, so
 * that of several writers one wins. This replaces renames, which object stores do not have.
 */
public interface ConditionalFiles {
    /**
     * A file as it was read.
     *
     * @param etag the store's identifier of this content
     */
    record Held(byte[] content, String etag) {}

    /** Identifies the store: its kind and its server. */
    String store();

    /** The file; empty if there is none. */
    Optional<Held> read(Location file);

    /**
     * Writes the file if it is as expected. If the response to a write is lost, the write is recognised by its content,
     * so two writers must never write the same content.
     *
     * @param expected ETag of the content to replace; empty if the file must not exist
     * @return the new ETag; empty if the file was not as expected, and nothing was written
     */
    Optional<String> write(Location file, byte[] content, Optional<String> expected);

    /**
     * Tests in a folder whether the store honours conditions: one of several writers wins, the others fail.
     *
     * @throws StorageException if it does not, or does not support conditional writes
     */
    void requireHonest(Location folder);
}
