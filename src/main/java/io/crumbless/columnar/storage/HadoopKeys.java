package io.crumbless.columnar.storage;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keys of the Hadoop configuration from job files, for this process. Hadoop caches one file system per server and
 * process, so two jobs of a process cannot have different values. Loads no Hadoop class.
 */
public final class HadoopKeys {
    private static final Pattern SECRET = Pattern.compile("(?i)access[._-]?key|secret|passw(or)?d"
            + "|(session|auth|oauth2?|access|bearer|refresh|sas)[._-]?token(?![.](provider|endpoint))"
            + "|(account|private|shared|encryption|api)[._-]?key|(^|[.])sas[.](?!token[.]provider)"
            + "|sas[._-]fixed|credential(?!s?[._-]provider)");

    /** An address with a user and a password. */
    private static final Pattern SECRET_ADDRESS = Pattern.compile("(?s).*://[^/\\s]*:[^/\\s]*@.*");

    /** A reference to a key stored elsewhere, which is not a secret. */
    private static final Pattern NAME_OF_A_KEY = Pattern.compile("arn:.*|alias/.*");

    /** Hadoop's key for that folder. */
    static final String UPLOADS = "fs.s3a.buffer.dir";

    private static @Nullable Path uploads;

    private static final SortedMap<String, String> NAMED = new TreeMap<>();

    private HadoopKeys() {}

    /** Whether a key holds a secret, which must not be in a job file. */
    public static boolean isSecret(String key, String value) {
        return isNameOfSecret(key) && !NAME_OF_A_KEY.matcher(value).matches()
                || SECRET_ADDRESS.matcher(value).matches();
    }

    private static boolean isNameOfSecret(String key) {
        return SECRET.matcher(key).find()
                && !key.endsWith(".provider")
                && !key.endsWith(".provider.path")
                && !key.endsWith("-file");
    }

    /**
     * Applies keys to Hadoop from now on.
     *
     * @throws IllegalArgumentException if another job of this process set a key to another value
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
     * The folder for blocks of files during uploads to S3, unless a job sets it: they contain what the files contain,
     * and Hadoop would use a temporary folder.
     */
    public static synchronized void uploadsBelow(Path folder) {
        uploads = uploads == null ? folder.resolve("uploads") : uploads;
    }

    /** The folder set by {@link #uploadsBelow} on this machine; empty if there is none, or a job sets another. */
    static synchronized Optional<Path> uploads() {
        return Optional.ofNullable(uploads).filter(folder -> !NAMED.containsKey(UPLOADS));
    }

    /** All keys so far, for processes that run elsewhere on behalf of this one. */
    public static synchronized Map<String, String> named() {
        return Map.copyOf(NAMED);
    }
}
