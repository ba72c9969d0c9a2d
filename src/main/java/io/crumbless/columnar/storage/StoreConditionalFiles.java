package io.crumbless.columnar.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.CreateFileOptionKeys;

/** Conditional writes with Hadoop's options If-None-Match and If-Match. */
final class StoreConditionalFiles implements ConditionalFiles {
    /** Concurrent writers may both be rejected with 409; a retry is answered. */
    private static final int TRIES = 8;

    private static final long FIRST_PAUSE_MILLIS = 50;

    private static final long LONGEST_PAUSE_MILLIS = 1000;

    /** The result of one write. */
    enum Answer {
        WRITTEN,
        /** It was not as expected. */
        REFUSED,
        /** Another writer is active; the result is unknown. */
        CONFLICT
    }

    private final ObjectStorage storage;
    private final FileSystem files;

    StoreConditionalFiles(ObjectStorage storage, FileSystem files) {
        this.storage = storage;
        this.files = files;
    }

    @Override
    public String store() {
        String key = "fs." + files.getScheme() + ".";
        String ofBucket = files.getConf().get(key + "bucket." + files.getUri().getHost() + ".endpoint");
        return files.getUri() + " " + (ofBucket == null ? files.getConf().get(key + "endpoint", "") : ofBucket);
    }

    @Override
    public Optional<Held> read(Location file) {
        return storage.held(file);
    }

    @Override
    public Optional<String> write(Location file, byte[] content, Optional<String> expected) {
        IOException unclear = null;
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Answer answer;
            try {
                answer = put(file, content, expected);
            } catch (IOException e) {
                // It may have been written nevertheless.
                unclear = e;
                answer = Answer.REFUSED;
            }
            if (answer != Answer.CONFLICT) {
                Optional<String> written = etagIfOurs(file, content, answer);
                if (written.isEmpty() && unclear != null) {
                    throw storage.cannot("write", file, unclear);
                }
                return written;
            }
            pause(attempt);
        }
        throw new StorageException(
                "Cannot write " + file + ": the store reports a conflict with another write (409) each of " + TRIES
                        + " times; look for what else writes there, then run again");
    }

    /** The ETag of the present content if that is what was written, possibly by a write whose response was lost. */
    private Optional<String> etagIfOurs(Location file, byte[] content, Answer answer) {
        Optional<Held> now = read(file);
        if (now.isPresent() && Arrays.equals(now.get().content(), content)) {
            return Optional.of(now.get().etag());
        }
        // Written, and replaced by another writer since: the next conditional write fails.
        return answer == Answer.WRITTEN ? Optional.of("replaced") : Optional.empty();
    }

    Answer put(Location file, byte[] content, Optional<String> expected) throws IOException {
        ObjectStorage.prepareUploads();
        FSDataOutputStreamBuilder<?, ?> builder = files.createFile(HadoopStorage.path(file))
                .create()
                .overwrite(true)
                .recursive();
        if (expected.isPresent()) {
            builder.must(
                    CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE_ETAG, "\"" + expected.get() + "\"");
        } else {
            builder.must(CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE, true);
        }
        try (FSDataOutputStream out = builder.build()) {
            out.write(content);
        } catch (FileAlreadyExistsException | FileNotFoundException e) {
            return Answer.REFUSED;
        } catch (IOException e) {
            return answer(e);
        }
        return Answer.WRITTEN;
    }

    private static Answer answer(IOException failure) throws IOException {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            if (cause.getClass().getSimpleName().equals("RemoteFileChangedException")
                    || message.contains("status code: 412")) {
                return Answer.REFUSED;
            }
            if (message.contains("status code: 409")) {
                return Answer.CONFLICT;
            }
        }
        throw failure;
    }

    private static void pause(int attempt) {
        try {
            TimeUnit.MILLISECONDS.sleep(Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << attempt));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void requireHonest(Location folder) {
        new StoreProbe(this, storage, files).requireHonest(folder);
    }
}
