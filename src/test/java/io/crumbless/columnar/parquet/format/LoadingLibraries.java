package io.crumbless.columnar.parquet.format;

import java.nio.file.Path;

/** A separate process that loads the libraries, as a command does. */
final class LoadingLibraries {
    private LoadingLibraries() {}

    /** @param arguments the folder of the job */
    public static void main(String[] arguments) {
        NativeLibrary.keepIn(Path.of(arguments[0]));
        for (NativeLibrary library : NativeLibrary.values()) {
            library.load();
        }
        System.out.println("zstd from " + System.getProperty("ZstdNativePath"));
        System.out.println("snappy from " + System.getProperty("org.xerial.snappy.lib.path"));
        System.out.println("snappy works " + org.xerial.snappy.Snappy.maxCompressedLength(0));
    }
}
