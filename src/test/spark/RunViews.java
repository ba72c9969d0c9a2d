import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;

/** Runs a file of views in a Spark of its own, then counts the rows of each and prints the comment of each column. */
public final class RunViews {
    public static void main(String[] args) throws Exception {
        try (SparkSession spark = SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "localhost")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.warehouse.dir", args[1])
                .config("spark.local.dir", args[1])
                .getOrCreate()) {
            for (String statement : Files.readString(Path.of(args[0])).split(";\n")) {
                if (!statement.isBlank()) {
                    spark.sql(statement);
                }
            }
            for (var row : spark.sql("SHOW VIEWS").collectAsList()) {
                String view = row.getString(1);
                System.out.println("view " + view + " " + spark.table(view).count());
                for (StructField field : spark.table(view).schema().fields()) {
                    System.out.println("column " + view + "." + field.name() + " " + field.getComment().getOrElse(() -> "-"));
                }
            }
        }
    }
}
