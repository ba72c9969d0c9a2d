package io.crumbless.columnar.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Promise: a store whose connector is missing, or cannot begin, is named, with what to do about it. */
@Tag("unit")
@Tag("slow")
class ConnectorsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "s3a   | run './crumbless connector add s3', or name a local path",
                "s3    | write s3a://, which './crumbless connector add s3' brings",
                "gs    | put the jars of the connector into lib/ext, see docs/how-to/object-stores.md, or name a local path",
                "abfs  | put the jars of the connector into lib/ext, see docs/how-to/object-stores.md, or name a local path",
                "abfss | put the jars of the connector into lib/ext, see docs/how-to/object-stores.md, or name a local path",
                "wasbs | put the connector into lib/ext beside the program, or name a local path"
            })
    void aMissingConnectorIsNamed(String scheme, String whatToDo) throws Exception {
        List<URL> others = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!entry.contains("hadoop-aws")) {
                others.add(Path.of(entry).toUri().toURL());
            }
        }
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader without =
                new URLClassLoader(others.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(without);

            Throwable refused = catchThrowable(() -> requireServed(without, scheme + "://place/warehouse"));

            assertThat(refused).hasMessage("nothing on the class path serves the scheme '" + scheme + "'; " + whatToDo);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static void requireServed(ClassLoader loader, String place) throws Throwable {
        Class<?> location = loader.loadClass(Location.class.getName());
        Object there = location.getMethod("of", String.class).invoke(null, place);
        try {
            loader.loadClass(Storage.class.getName())
                    .getMethod("requireServed", location)
                    .invoke(null, there);
        } catch (InvocationTargetException refused) {
            throw refused.getCause();
        }
    }

    /** As that of Google's store does without credentials. */
    @Test
    void aConnectorThatCannotBeginIsNoDefectOfTheProgram() {
        HadoopStorage.configuration().set("fs.unset.impl", Unset.class.getName());
        Location place = Location.of("unset://bucket/warehouse");

        assertThatThrownBy(() -> Storage.of(place))
                .isInstanceOf(StorageException.class)
                .hasMessageStartingWith(
                        "Cannot reach the file system of unset://bucket/warehouse: its connector fails with"
                                + " java.lang.NullPointerException")
                .hasMessageContaining("credentials");
    }

    /** A file system whose settings are not complete. */
    public static final class Unset extends RawLocalFileSystem {
        @Override
        public void initialize(URI name, Configuration configuration) {
            throw new NullPointerException();
        }
    }
}
