namespace Personalization.Storage;

/// <summary>Statements that prepare a database. Running them again changes nothing.</summary>
/// <param name="Name">The file's name, for example <c>PostgreSql/Stores.sql</c>.</param>
/// <param name="Text">
/// The statements. Of PostgreSQL and SQLite they end with semicolons; of Oracle with lines of <c>/</c>, as its command line tools take
/// them, and those that create something fail with ORA-00955 when it is there.
/// </param>
public sealed record SchemaScript(string Name, string Text);
