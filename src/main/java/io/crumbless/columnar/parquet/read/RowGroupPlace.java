package io.crumbless.columnar.parquet.read;

import io.crumbless.columnar.parquet.format.DamagedFile;
import io.crumbless.columnar.parquet.format.UnsupportedFile;
import io.crumbless.columnar.parquet.read.ParquetInputException.Reason;
import io.crumbless.columnar.storage.Location;

/** Identifies a row group in messages, and converts exceptions of decoding to {@link ParquetInputException}. */
public record RowGroupPlace(Location file, int rowGroup) {
    public ParquetInputException failure(String column, Exception failure) {
        String place = "row group " + rowGroup + ", column '" + column + "'";
        return failure(file, place, failure);
    }

    public static ParquetInputException failure(Location file, String place, Exception failure) {
        if (failure instanceof ParquetInputException known) {
            return known;
        }
        if (failure instanceof UnsupportedFile) {
            return new ParquetInputException(file, Reason.UNSUPPORTED, place + ": " + failure.getMessage(), failure);
        }
        String why = failure instanceof DamagedFile
                ? failure.getMessage()
                : "the bytes cannot be decoded (" + failure.getClass().getSimpleName() + ")";
        return new ParquetInputException(
                file,
                Reason.DAMAGED,
                place + " is damaged: " + why + "; ask the source to deliver the file again",
                failure);
    }
}
