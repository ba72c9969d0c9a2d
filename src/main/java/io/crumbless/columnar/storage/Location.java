package io.crumbless.columnar.storage;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The location of a file, a folder or, in a job file, a glob: a local path or the URI of a Hadoop file system.
 *
 * <p>Folders are separated by {@code /}. Two locations are equal if their texts are; nothing is resolved.
 *
 * @param text as written, without {@code file:} and without a trailing slash
 */
public record Location(String text) implements Comparable<Location> {
    /** At least two letters, so that {@code C:\data} is a path. */
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*", Pattern.DOTALL);

    private static final String NO_PARTITION = "=__HIVE_DEFAULT_PARTITION__";
    /** Escapes of Hive and Spark, and of Arrow, which also escapes what is not ASCII. Letters and digits are none. */
    private static final Pattern ESCAPED_IN_PARTITION =
            Pattern.compile("(%([0-3][0-9A-Fa-f]|40|5[BCDEbcde]|60|7[BCDFbcdf]|[89A-Fa-f][0-9A-Fa-f]))+");

    private static final Pattern WILD = Pattern.compile("[*?{\\[]");
    private static final Pattern ESCAPED = Pattern.compile("\\[([*?{\\[])]");

    public Location {
        text = withoutSlashAtEnd(text.startsWith("file:") ? pathOf(text.substring("file:".length())) : text);
        if (text.isBlank()) {
            throw new IllegalArgumentException("Invalid location: it is blank; name a path or a URI");
        }
    }

    /** A local path (absolute, or relative to the working folder) or a URI such as {@code hdfs://namenode:8020/data}. */
    public static Location of(String text) {
        return new Location(text);
    }

    public static Location of(Path path) {
        return new Location(path.toString().replace(path.getFileSystem().getSeparator(), "/"));
    }

    /** Whether it is on this machine's disk. */
    public boolean isLocal() {
        return !SCHEME.matcher(text).matches();
    }

    /** The local path; empty for a Hadoop file system. */
    public Optional<Path> localPath() {
        return isLocal() ? Optional.of(Path.of(text)) : Optional.empty();
    }

    /** The location {@code relative} to this folder; {@code relative} itself if it is absolute or a URI. */
    public Location resolve(String relative) {
        if (relative.startsWith("/") || SCHEME.matcher(relative).matches()) {
            return of(relative);
        }
        return of(text.endsWith("/") ? text + relative : text + "/" + relative);
    }

    /** The entry of this folder with a name, which may look like a URI without being one: {@code d-2:1.csv}. */
    public Location child(String name) {
        return of(text.endsWith("/") ? text + name : text + "/" + name);
    }

    /**
     * As {@link #resolve}, for a glob; the result is {@linkplain #normalized() normalized}. Only {@code glob} contains
     * wildcards, not the path of this folder.
     */
    public Location resolveGlob(String glob) {
        if (glob.startsWith("/") || SCHEME.matcher(glob).matches()) {
            return of(glob).normalized();
        }
        String below = of(glob).normalized().text();
        Location folder = normalized();
        while (below.equals("..") || below.startsWith("../")) {
            folder = folder.text().equals("/") ? folder : folder.parent();
            below = below.equals("..") ? "." : below.substring("../".length());
        }
        return folder.asGlob().resolve(below);
    }

    /** The glob that matches only this location. */
    private Location asGlob() {
        return of(WILD.matcher(text).replaceAll("[$0]"));
    }

    /** The glob in readable form, without the escapes that {@link #resolveGlob} added to the folder's name. */
    public Location readable() {
        return of(ESCAPED.matcher(text).replaceAll("$1"));
    }

    /** The same location without {@code .} and {@code ..}; a URI unchanged. The part after a wildcard is unchanged. */
    public Location normalized() {
        if (!isLocal()) {
            return this;
        }
        Deque<String> names = new ArrayDeque<>();
        for (String name : text.split("/")) {
            String last = names.isEmpty() ? ".." : names.getLast();
            if (name.equals("..")
                    && !last.equals("..")
                    && !last.isEmpty()
                    && !WILD.matcher(last).find()) {
                names.removeLast();
            } else if (!name.equals(".")) {
                names.addLast(name);
            }
        }
        String shorter = String.join("/", names);
        return of(shorter.isEmpty() ? (text.startsWith("/") ? "/" : ".") : shorter);
    }

    /** The last component of the path. */
    public String name() {
        return text.substring(text.lastIndexOf('/') + 1);
    }

    /**
     * Its folder; {@code .} for a relative name without folder.
     *
     * @throws IllegalStateException for a root
     */
    public Location parent() {
        int slash = text.lastIndexOf('/');
        if (isRoot()) {
            throw new IllegalStateException("Cannot name the folder that holds " + text + ": it is a root");
        }
        if (slash < 0) {
            return of(".");
        }
        return of(text.substring(0, Math.max(slash, 1)));
    }

    /**
     * The partition values in the names of the folders above, as in Hive: {@code segment=sports}. Hive's default
     * partition is left out, and escapes such as {@code %2F} are decoded.
     */
    public Map<String, String> partitions() {
        Map<String, String> partitions = new LinkedHashMap<>();
        String[] names = text.split("/");
        for (int i = 0; i < names.length - 1; i++) {
            int equals = names[i].indexOf('=');
            if (equals > 0 && !names[i].endsWith(NO_PARTITION)) {
                partitions.put(unescaped(names[i].substring(0, equals)), unescaped(names[i].substring(equals + 1)));
            }
        }
        return partitions;
    }

    private static String unescaped(String name) {
        return ESCAPED_IN_PARTITION.matcher(name).replaceAll(found -> Matcher.quoteReplacement(decoded(found.group())));
    }

    /** The characters of consecutive escapes; the escapes themselves if they are not UTF-8. */
    private static String decoded(String escapes) {
        byte[] bytes = HexFormat.of().parseHex(escapes.replace("%", ""));
        String text = new String(bytes, StandardCharsets.UTF_8);
        return Arrays.equals(bytes, text.getBytes(StandardCharsets.UTF_8)) ? text : escapes;
    }

    /** Whether it is a root. */
    public boolean isRoot() {
        return text.equals("/") || (!isLocal() && text.lastIndexOf('/') < rootLength());
    }

    @Override
    public int compareTo(Location other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }

    /** Length of {@code scheme://authority}. */
    private int rootLength() {
        int authority = text.indexOf("://");
        int end = authority < 0 ? -1 : text.indexOf('/', authority + 3);
        return end < 0 ? text.length() : end;
    }

    private static String pathOf(String afterScheme) {
        return afterScheme.startsWith("///") ? afterScheme.substring(2) : afterScheme;
    }

    private static String withoutSlashAtEnd(String text) {
        int end = text.length();
        while (end > 1 && text.charAt(end - 1) == '/' && text.charAt(end - 2) != '/') {
            end--;
        }
        return text.substring(0, end);
    }
}
