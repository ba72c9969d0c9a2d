package io.crumbless.columnar.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A location is distinguished, taken apart and put together by its text alone. */
@Tag("unit")
class LocationTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/shop/jobs/../data/{date}/*.csv | /shop/data/{date}/*.csv",
                "/shop/./jobs/./../../data | /data",
                "jobs/.. | .",
                "../jobs | ../jobs",
                "a/../../b | ../b",
                "/data/*/../x.csv | /data/*/../x.csv",
                "/data/../../x | /../x",
                "hdfs://node:8020/a/../b | hdfs://node:8020/a/../b",
            })
    void isWrittenAsAPersonWould(String written, String expected) {
        assertThat(Location.of(written).normalized().text()).isEqualTo(expected);
    }

    @Test
    void aPathIsLocalAndAUriIsNot() {
        assertThat(Location.of("data/a.csv").localPath()).contains(Path.of("data/a.csv"));
        assertThat(Location.of("/data/a.csv").isLocal()).isTrue();
        assertThat(Location.of("C:/data/a.csv").isLocal()).isTrue();
        assertThat(Location.of("hdfs://namenode:8020/data").isLocal()).isFalse();
        assertThat(Location.of("s3a://bucket/data").localPath()).isEmpty();
    }

    @Test
    void aFileUriIsItsPath() {
        assertThat(Location.of("file:///data/a.csv")).isEqualTo(Location.of("/data/a.csv"));
        assertThat(Location.of("file:/data/a.csv")).isEqualTo(Location.of("/data/a.csv"));
        assertThat(Location.of("file:data/a.csv")).isEqualTo(Location.of("data/a.csv"));
    }

    @Test
    void aSlashAtTheEndMakesNoOtherPlace() {
        assertThat(Location.of("warehouse/")).isEqualTo(Location.of("warehouse"));
        assertThat(Location.of("hdfs://namenode/data/")).hasToString("hdfs://namenode/data");
        assertThat(Location.of("/")).hasToString("/");
    }

    @Test
    void resolvesBelowItself() {
        assertThat(Location.of("warehouse").resolve("current")).hasToString("warehouse/current");
        assertThat(Location.of("/").resolve("a")).hasToString("/a");
        assertThat(Location.of("hdfs://namenode/a").resolve("b/c")).hasToString("hdfs://namenode/a/b/c");
        assertThat(Location.of("warehouse").resolve("/elsewhere")).hasToString("/elsewhere");
        assertThat(Location.of("warehouse").resolve("hdfs://n/x")).hasToString("hdfs://n/x");
    }

    @Test
    void knowsItsNameAndTheFolderAbove() {
        assertThat(Location.of("a/b.csv").name()).isEqualTo("b.csv");
        assertThat(Location.of("a/b.csv").parent()).hasToString("a");
        assertThat(Location.of("b.csv").parent()).hasToString(".");
        assertThat(Location.of("/b.csv").parent()).hasToString("/");
        assertThat(Location.of("hdfs://namenode/b").parent()).hasToString("hdfs://namenode");
    }

    @Test
    void aRootHasNoFolderAbove() {
        for (String root : new String[] {"/", "hdfs://namenode", "hdfs://namenode/"}) {
            assertThatThrownBy(() -> Location.of(root).parent())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("it is a root");
        }
    }

    @Test
    void refusesABlank() {
        assertThatThrownBy(() -> Location.of(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid location: it is blank; name a path or a URI");
    }

    @Test
    void wildcardsOfAGlobAreThoseOfTheGlobAlone() {
        Location folder = Location.of("/w[1]/{a}/jobs");

        assertThat(folder.resolveGlob("in/*.csv")).hasToString("/w[[]1]/[{]a}/jobs/in/*.csv");
        assertThat(folder.resolveGlob("../in/./x/../{date}.csv")).hasToString("/w[[]1]/[{]a}/in/{date}.csv");
        assertThat(folder.resolveGlob("../../../../in/?.csv")).hasToString("/in/?.csv");
        assertThat(folder.resolveGlob("/data[1]/*.csv")).hasToString("/data[1]/*.csv");
        assertThat(folder.resolveGlob("hdfs://n/*.csv")).hasToString("hdfs://n/*.csv");
        assertThat(folder.resolveGlob("in/*.csv").readable()).hasToString("/w[1]/{a}/jobs/in/*.csv");
    }
}
