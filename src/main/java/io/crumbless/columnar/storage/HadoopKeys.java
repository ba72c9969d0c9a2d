package io.crumbless.columnar.storage;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keys of the Hadoop configuration that job files name, for this process. Hadoop keeps one file system per server for a whole
 * process, so two jobs of it cannot have different values. Loads no class of Hadoop.
 */
public final class HadoopKeys {
    private static final Pattern SECRET = Pattern.compile(
            "access[._-]?key|secret|password|session[._-]?token|account[._-]?key|private[._-]?key|sas[._-]?(token|fixed)"
                    + "|refresh[._-]?token|shared[._-]?key|encryption[._-]key");

    /** A key that the service keeps is named, not given. */
    private static final Pattern NAME_OF_A_KEY = Pattern.compile("arn:.*|alias/.*");

    /** Hadoop's key for that folder. */
    static final String UPLOADS = "fs.s3a.buffer.dir";

    private static @Nullable Path uploads;

    private static final SortedMap<String, String> NAMED = new TreeMap<>();

    private HadoopKeys() {}

    /** Whether a key holds a secret, which does not belong into a job file. */
    public static boolean isSecret(String key, String value) {
        return SECRET.matcher(key).find()
                && !key.endsWith(".provider")
                && !key.endsWith(".provider.path")
                && !key.endsWith("-file")
                && !NAME_OF_A_KEY.matcher(value).matches();
    }

    /**
     * Has Hadoop use these from now on.
     *
     * @throws IllegalArgumentException if another job of this process gave a key another value
     */
    public static synchronized void use(Map<String, String> keys) {
        keys.forEach((key, value) -> {
            String before = NAMED.get(key);
            if (before != null && !before.equals(value)) {
                throw new IllegalArgumentException("another job of this process gives " + key
                        + " another value, and Hadoop has one for all; name the bucket in the key"
                        + " (fs.s3a.bucket.NAME....), or run the jobs as processes of their own");
            }
        });
        NAMED.putAll(keys);
    }

    /**
     * Where blocks of files are kept on their way to S3, if no job has said so: they hold what the files hold, and Hadoop would
     * have them in a folder for temporary files.
     */
    public static synchronized void uploadsBelow(Path folder) {
        uploads = uploads == null ? folder.resolve("uploads") : uploads;
    }

    /** The folder of {@link #uploadsBelow}, of this machine; empty if there is none, or a job names another. */
    static synchronized Optional<Path> uploads() {
        return Optional.ofNullable(uploads).filter(folder -> !NAMED.containsKey(UPLOADS));
    }

    /** All that were named so far; what runs elsewhere for this process needs them too. */
    public static synchronized Map<String, String> named() {
        return Map.copyOf(NAMED);
    }
}
