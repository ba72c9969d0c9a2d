package io.crumbless.columnar.parquet.format;

import com.github.luben.zstd.util.Native;
import com.github.luben.zstd.util.ZstdVersion;
import io.crumbless.columnar.storage.FileModes;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xerial.snappy.OSInfo;
import org.xerial.snappy.Snappy;
import org.xerial.snappy.SnappyLoader;

/**
 * A native library in a jar, which must be unpacked to a file to be loaded. It is unpacked once, into the first of
 * several folders that allow execution; an existing file is compared with the jar, and replaced if it differs. The
 * temporary folder is the last choice: it may be missing or mounted noexec.
 */
public enum NativeLibrary {
    ZSTD("ZstdNativePath", "ZstdTempFolder") {
        @Override
        String resource() {
            return "/" + zstdOs() + "/" + System.getProperty("os.arch") + "/libzstd-jni-" + ZstdVersion.VERSION
                    + (zstdOs().equals("darwin") ? ".dylib" : zstdOs().equals("win") ? ".dll" : ".so");
        }

        @Override
        void point(Path file) {
            System.setProperty("ZstdNativePath", file.toString());
        }

        @Override
        void loadItsOwnWay() {
            Native.load();
        }
    },
    SNAPPY(SnappyLoader.KEY_SNAPPY_LIB_PATH, SnappyLoader.KEY_SNAPPY_TEMPDIR) {
        @Override
        String resource() {
            return "/org/xerial/snappy/native/" + OSInfo.getNativeLibFolderPathForCurrentOS() + "/"
                    + System.mapLibraryName("snappyjava");
        }

        @Override
        void point(Path file) {
            System.setProperty(
                    SnappyLoader.KEY_SNAPPY_LIB_PATH, file.resolveSibling("").toString());
            System.setProperty(SnappyLoader.KEY_SNAPPY_LIB_NAME, String.valueOf(file.getFileName()));
        }

        @Override
        void loadItsOwnWay() {
            Snappy.maxCompressedLength(0);
        }
    };

    /** A system property with a folder that is tried first. */
    private static final String FOLDER_PROPERTY = "crumbless.native";

    private static volatile List<Path> folders = List.of();

    private final List<String> itsOwnSettings;
    private volatile boolean loaded;

    NativeLibrary(String... itsOwnSettings) {
        this.itsOwnSettings = List.of(itsOwnSettings);
    }

    /**
     * Configures where libraries are unpacked: in the installation or, if that is not writable, in a folder of the job,
     * which is created when necessary. The libraries' own system properties take precedence.
     */
    public static void keepIn(Path ofJob) {
        folders = Stream.of(
                        Optional.ofNullable(System.getProperty(FOLDER_PROPERTY)).map(Path::of),
                        installation(),
                        Optional.of(ofJob))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Unpacks all libraries into the installation, for users who cannot write there later. */
    public static void unpackAll() throws IOException {
        Optional<Path> folder = installation();
        for (NativeLibrary library : values()) {
            if (folder.isPresent()) {
                library.unpackedInto(folder.get());
            }
        }
    }

    /** The folder of the program. */
    private static Optional<Path> installation() {
        try {
            URI program = NativeLibrary.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
            return Optional.of(Path.of(program).resolveSibling("native"));
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            // Not a file: nested in another program's jar.
            return Optional.empty();
        }
    }

    /** @throws Failure environment if no folder allows execution */
    public void load() {
        if (!loaded) {
            synchronized (this) {
                if (!loaded) {
                    loadFromSomewhere();
                    loaded = true;
                }
            }
        }
    }

    /** The path of its file in the jar. */
    abstract String resource();

    /** Sets the system property by which the library finds its file. */
    abstract void point(Path file);

    abstract void loadItsOwnWay();

    private void loadFromSomewhere() {
        StringJoiner tried = new StringJoiner(", ");
        boolean configured = itsOwnSettings.stream().anyMatch(key -> System.getProperty(key) != null);
        for (Path folder : configured ? List.<Path>of() : folders) {
            try {
                Path file = unpackedInto(folder);
                System.load(file.toString());
                point(file);
                return;
            } catch (IOException | UnsatisfiedLinkError e) {
                tried.add(folder + " (" + e.getClass().getSimpleName() + ")");
            }
        }
        try {
            loadItsOwnWay();
        } catch (LinkageError e) {
            tried.add(System.getProperty("java.io.tmpdir") + " (" + e.getClass().getSimpleName() + ")");
            throw cannotLoad(tried.toString(), e);
        }
    }

    private Failure cannotLoad(String tried, LinkageError last) {
        return new Failure(
                ErrorCategory.ENVIRONMENT,
                "Cannot load the library for " + name().toLowerCase(Locale.ROOT)
                        + ": it can be written to and run from none of " + tried
                        + "; mount one of them without noexec, or name a folder for it with -Dcrumbless.native",
                last);
    }

    private Path unpackedInto(Path folder) throws IOException {
        byte[] content = content();
        Path file = folder.toAbsolutePath().resolve(fileName());
        if (!Files.isRegularFile(file) || !Arrays.equals(Files.readAllBytes(file), content)) {
            if (!Files.isDirectory(folder)) {
                FileModes.asReadableAs(folder.resolveSibling("")).createFolders(folder);
            }
            Path aside = file.resolveSibling(fileName() + "." + UUID.randomUUID() + ".tmp");
            try {
                FileModes.asReadableAs(file.resolveSibling(""))
                        .write(aside, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(aside);
            }
        }
        return file;
    }

    private String fileName() {
        return resource().substring(resource().lastIndexOf('/') + 1);
    }

    private byte[] content() throws IOException {
        try (@Nullable InputStream in = Snappy.class.getResourceAsStream(resource())) {
            if (in == null) {
                throw new IOException("the jar has none for this system");
            }
            return in.readAllBytes();
        }
    }

    private static String zstdOs() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT).replace(' ', '_');
        return os.startsWith("win") ? "win" : os.startsWith("mac") ? "darwin" : os;
    }
}
