package io.crumbless.night.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: an address of a database says where it is, and nothing that its driver would carry out. */
@Tag("unit")
class DatabaseUrlTest {
    @Test
    void theDocumentationListsWhatMayStandThere() throws IOException {
        List<String> words =
                Arrays.asList(Files.readString(Path.of("docs/reference/job.md")).split("[`,.\\s]+"));

        assertThat(words)
                .containsAll(Stream.of(
                                DatabaseUrl.H2_PARAMETERS,
                                DatabaseUrl.POSTGRES_PARAMETERS,
                                DatabaseUrl.MARIADB_PARAMETERS)
                        .flatMap(Set::stream)
                        .map(name -> name.split(" ")[0])
                        .toList());
        assertThat(words.stream().map(word -> word.toLowerCase(Locale.ROOT)))
                .containsAll(DatabaseUrl.SQL_SERVER_PARAMETERS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:sqlserver://db",
                "jdbc:sqlserver://db;databaseName=crm;socketFactoryClass=a.B",
                "jdbc:sqlserver://db;databaseName={crm;trustManagerClass=a.B}",
                "jdbc:sqlserver://db;databaseName=crm;trustStore=\\\\evil\\share",
                "jdbc:sqlserver://;databaseName=crm;serverName=db",
                "jdbc:sqlserver:db;databaseName=crm"
            })
    void anAddressOfSqlServerIsAPlaceAndNothingElse(String url) {
        assertThat(DatabaseUrl.fault(url)).isPresent();
        assertThat(DatabaseUrl.fault("jdbc:sqlserver://db.shop.example\\crm:1433;DatabaseName=crm;encrypt=strict"))
                .isEmpty();
    }

    @Test
    void doesNotRepeatWhatMayBeASecret() {
        assertThat(DatabaseUrl.fault("jdbc:postgresql://db/c?sslpassword=s3cret"))
                .hasValueSatisfying(
                        fault -> assertThat(fault).contains("'sslpassword'").doesNotContain("s3cret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mariadb://db/c?allowLocalInfile=true",
                "jdbc:mariadb://db/c?sslMode=verify-full&sessionVariables=sql_mode='x'",
                "jdbc:mariadb://address=(host=db)(localSocket=/s)/c",
                "jdbc:mariadb:replication://db/c",
                "jdbc:mariadb://db"
            })
    void anAddressOfMariaDbIsAPlaceAndNothingElse(String url) {
        assertThat(DatabaseUrl.fault(url)).isPresent();
        assertThat(DatabaseUrl.fault("jdbc:mariadb://db.shop.example:3306/crm?sslMode=verify-full&user=reader"))
                .isEmpty();
    }

    @Test
    void showsANameInOneShortLine() {
        assertThat(DatabaseUrl.fault("jdbc:h2:mem:x;A\n" + "b".repeat(100)))
                .hasValueSatisfying(
                        fault -> assertThat(fault).startsWith("its parameter 'A?" + "b".repeat(38) + "…' is"));
    }
}
