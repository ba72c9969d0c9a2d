package io.crumbless.columnar.parquet.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.DuckDb;
import io.crumbless.columnar.parquet.read.ParquetInputException.Reason;
import io.crumbless.columnar.storage.Location;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DecimalType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.NullType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns that are not mapped need not be readable; mapped ones are reported as unsupported, not as damaged. */
@Tag("unit")
class UnmappedColumnTest {
    @TempDir
    private Path folder;

    private Path file;

    /** Column 0 is asked for, column 1 is not. */
    @BeforeEach
    void writeTwoColumns() throws IOException {
        file = folder.resolve("a.parquet");
        try (DuckDb duck = new DuckDb()) {
            duck.execute("COPY (SELECT 'v' || i AS visitor, 's' || i AS strange FROM range(3) r(i)) TO '" + file
                    + "' (FORMAT parquet, COMPRESSION snappy)");
        }
    }

    private void assertOnlyStrangeIsUnsupported(String why) {
        assertThat(Reading.column(file, "visitor")).containsExactly("v0", "v1", "v2");
        assertThat(Reading.column(ParquetTable.openForFew(Location.of(file)), "visitor"))
                .hasSize(3);
        assertThatThrownBy(() -> Reading.column(file, "strange"))
                .isInstanceOf(ParquetInputException.class)
                .hasMessageStartingWith("Cannot read " + file + ": ")
                .hasMessageContaining("column 'strange'")
                .hasMessageContaining(why)
                .extracting(thrown -> ((ParquetInputException) thrown).reason())
                .isEqualTo(Reason.UNSUPPORTED);
    }

    @Test
    void aLogicalTypeThatIsNotKnown() throws IOException {
        ForeignFooter.change(
                file, footer -> footer.getSchema().get(2).setLogicalType(LogicalType.STRING(new StringType())));
        ForeignFooter.forgetLogicalType(file, 2);

        assertOnlyStrangeIsUnsupported("of type BINARY with logical type 9, which is not known cannot be read");
    }

    @Test
    void aConvertedTypeThatIsNotKnown() throws IOException {
        ForeignFooter.forgetConstant(file, 2, 6);

        assertOnlyStrangeIsUnsupported("with converted type 63, which is not known");
    }

    @Test
    void aPhysicalTypeThatIsNotKnown() throws IOException {
        ForeignFooter.forgetConstant(file, 2, 1);

        assertOnlyStrangeIsUnsupported("with type 63, which is not known");
    }

    @Test
    void aRepetitionThatIsNotKnown() throws IOException {
        ForeignFooter.forgetConstant(file, 2, 3);

        assertOnlyStrangeIsUnsupported("with repetition 63, which is not known");
    }

    @Test
    void aLogicalTypeThatContradictsTheTypeItIsStoredAs() throws IOException {
        ForeignFooter.change(file, footer -> footer.getSchema()
                .get(2)
                .setType(org.apache.parquet.format.Type.INT32)
                .setLogicalType(LogicalType.DECIMAL(new DecimalType(2, 1000)))
                .unsetConverted_type());

        assertOnlyStrangeIsUnsupported("with a logical type that contradicts it");
    }

    @Test
    void aGroupOfAKindThatIsNotKnown() throws IOException {
        ForeignFooter.change(file, footer -> {
            SchemaElement strange = footer.getSchema().remove(2);
            footer.getSchema()
                    .add(new SchemaElement("strange")
                            .setNum_children(1)
                            .setRepetition_type(FieldRepetitionType.OPTIONAL)
                            .setLogicalType(LogicalType.MAP(new org.apache.parquet.format.MapType())));
            footer.getSchema().add(strange.setName("inside").setRepetition_type(FieldRepetitionType.REQUIRED));
            ForeignFooter.chunk(footer, 0, 1).setPath_in_schema(java.util.List.of("strange", "inside"));
        });
        ForeignFooter.forgetLogicalType(file, 2);

        assertThat(Reading.column(file, "visitor")).containsExactly("v0", "v1", "v2");
        assertThatThrownBy(() -> Reading.column(file, "strange.inside"))
                .hasMessageContaining(
                        "column 'strange.inside' of type BINARY with a group around it that is not known");
    }

    @Test
    void aCodecThatIsNotKnown() throws IOException {
        ForeignFooter.forgetCodec(file, 0, 1);

        assertOnlyStrangeIsUnsupported("pages compressed with codec 63 are not read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LZO", "BROTLI"})
    void aCodecThatIsNotRead(String codec) throws IOException {
        ForeignFooter.change(
                file, footer -> ForeignFooter.chunk(footer, 0, 1).setCodec(CompressionCodec.valueOf(codec)));

        assertOnlyStrangeIsUnsupported("pages compressed with " + codec + " are not read");
    }

    /** Pages say how they are encoded, and these pages did not change. */
    @Test
    void anEncodingThatIsNotKnown() throws IOException {
        ForeignFooter.forgetEncoding(file, 0, 1);

        assertThat(Reading.column(file, "visitor")).containsExactly("v0", "v1", "v2");
        assertThat(Reading.column(file, "strange")).containsExactly("s0", "s1", "s2");
    }

    /** A column of nulls as written by pandas. */
    @Test
    void aColumnOfTheNullTypeIsReadAsNothing() throws IOException {
        try (DuckDb duck = new DuckDb()) {
            duck.execute("COPY (SELECT 'v' || i AS visitor, NULL::INT AS strange FROM range(3) r(i)) TO '" + file
                    + "' (FORMAT parquet)");
        }
        ForeignFooter.change(file, footer -> footer.getSchema()
                .get(2)
                .setLogicalType(LogicalType.UNKNOWN(new NullType()))
                .unsetConverted_type());

        assertThat(Reading.column(file, "strange")).containsExactly("null", "null", "null");
    }

    /** Empty tables of pandas and pyarrow have a row group without rows at offset 0. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRowGroupWithoutRowsNeedsNoPages(boolean alone) throws IOException {
        ForeignFooter.change(file, footer -> {
            RowGroup empty = ForeignFooter.empty(footer.getRow_groups().get(0).deepCopy());
            footer.getRow_groups().add(0, empty);
            if (alone) {
                footer.getRow_groups().remove(1);
                footer.setNum_rows(0);
            }
        });

        assertThat(Reading.column(file, "visitor")).hasSize(alone ? 0 : 3);
        assertThat(ParquetTable.open(Location.of(file)).rows()).isEqualTo(alone ? 0 : 3);
        assertThat(ParquetTable.openForFew(Location.of(file)).rows()).isEqualTo(alone ? 0 : 3);
    }

    @Test
    void aFileWithoutRowGroupsHasNoRows() throws IOException {
        ForeignFooter.change(
                file, footer -> footer.setRow_groups(new ArrayList<>()).setNum_rows(0));

        assertThat(ParquetTable.open(Location.of(file)).rows()).isZero();
    }

    /** A column {@code user.id} beside the field {@code id} of a struct {@code user}. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aColumnOfExactlyTheNameComesBeforeAFieldOfThatName(boolean structFirst) throws IOException {
        String struct = "{'id': 'field' || i} AS \"user\"";
        String column = "'column' || i AS \"user.id\"";
        try (DuckDb duck = new DuckDb()) {
            duck.execute("COPY (SELECT " + (structFirst ? struct + ", " + column : column + ", " + struct)
                    + " FROM range(2) r(i)) TO '" + file + "' (FORMAT parquet)");
        }

        assertThat(Reading.column(file, "user.id")).containsExactly("column0", "column1");
    }

    @Test
    void ofTwoColumnsOfOneNameNoneIsRead() throws IOException {
        ForeignFooter.change(file, footer -> {
            footer.getSchema().get(2).setName("visitor");
            ForeignFooter.chunk(footer, 0, 1).setPath_in_schema(java.util.List.of("visitor"));
        });

        assertThatThrownBy(() -> Reading.column(file, "visitor"))
                .hasMessageContaining("column 'visitor'")
                .hasMessageContaining("that two columns have the name of");
    }
}
