package io.crumbless.night.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.columnar.storage.Location;
import io.crumbless.night.delivery.DatabaseSettings;
import io.crumbless.night.lineage.PhysicalNames.Name;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Promise: datasets are named as OpenLineage's naming has it. */
@Tag("unit")
class PhysicalNamesTest {
    private static DatabaseSettings database(String url, String from, boolean isQuery) {
        return new DatabaseSettings(url, List.of(), from, isQuery, Optional.empty(), Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "/data/store-{date}.csv, file, /data/store-{date}.csv",
        "hdfs://namenode:8020/warehouse, hdfs://namenode:8020, /warehouse",
        "s3a://shop/deliveries/*.csv, s3://shop, deliveries/*.csv",
        "gs://shop/a, gs://shop, a",
    })
    void filesAreNamedByTheirPlace(String place, String namespace, String name) {
        assertThat(PhysicalNames.of(Location.of(place))).isEqualTo(new Name(namespace, name));
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db.shop:5433/crm?ssl=true, declaration, postgres://db.shop:5433, crm.public.declaration",
        "jdbc:postgresql://db.shop/crm, web.declaration, postgres://db.shop:5432, crm.web.declaration",
        "jdbc:mariadb://db.shop/crm, declaration, mysql://db.shop:3306, crm.declaration",
        "jdbc:sqlserver://db.shop;encrypt=true;databaseName=crm, declaration, mssql://db.shop:1433, crm.dbo.declaration",
        "jdbc:sqlserver://db.shop:1444;databaseName=crm, web.declaration, mssql://db.shop:1444, crm.web.declaration",
    })
    void tablesAreNamedByTheirDatabase(String url, String table, String namespace, String name) {
        assertThat(PhysicalNames.of(database(url, table, false))).contains(new Name(namespace, name));
    }

    @Test
    void aQueryHasNoNameOfItsOwn() {
        assertThat(PhysicalNames.of(database("jdbc:postgresql://db/crm", "select 1", true)))
                .isEmpty();
        assertThat(PhysicalNames.of(database("", "declaration", false))).isEmpty();
    }
}
