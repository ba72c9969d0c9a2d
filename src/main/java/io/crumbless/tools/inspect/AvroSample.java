package io.crumbless.tools.inspect;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.columnar.text.AvroBlocks;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/**
 * Reads the records of an Avro file as JSON. A file truncated in a later block reads as if it ended one block earlier;
 * therefore the blocks are counted if the file was read to its end.
 */
record AvroSample(FileEntry file) implements SampleReader {
    private static final int BUFFER_BYTES = 1 << 16;

    @Override
    public boolean read(Set<String> columns, RowTaker taker) throws IOException {
        boolean whole = new JsonSample(file).read(columns, taker);
        if (whole) {
            requireWhole();
        }
        return whole;
    }

    private void requireWhole() {
        try (InputStream in =
                new BufferedInputStream(Storage.of(file.location()).open(file.location()), BUFFER_BYTES)) {
            AvroBlocks.count(in);
        } catch (IOException e) {
            throw new Failure(
                    ErrorCategory.INPUT,
                    "Cannot read " + file.location()
                            + " to its end: it is an Avro file, and damaged or cut short; have it delivered again, whole",
                    e);
        }
    }
}
