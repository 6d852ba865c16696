using System.Text.RegularExpressions;

namespace Personalization.Storage.Tests.Schema;

/// <summary>
/// There is no Oracle server to run the scripts against, so this only reads them: statements are whole, and the queries are those that
/// Orleans looks up, with the parameters that it binds. What they do is unproven.
/// </summary>
public sealed partial class OracleScriptTests
{
    private static readonly SchemaScript[] Scripts =
        [.. SchemaScripts.OfStores(DatabaseProvider.Oracle), .. SchemaScripts.OfOrleans(DatabaseProvider.Oracle)];

    [Fact]
    public void Every_statement_is_whole()
    {
        var statements = Scripts.SelectMany(DatabasePreparation.Statements).Select(WithoutComments).ToList();
        Assert.Equal(18, statements.Count);
        Assert.All(statements, statement =>
        {
            Assert.Matches("^(CREATE (OR REPLACE )?(TABLE|UNIQUE INDEX|INDEX|PACKAGE|PACKAGE BODY)|MERGE INTO) ", statement);
            Assert.Equal(statement.Count(c => c == '('), statement.Count(c => c == ')'));
            Assert.Equal(0, statement.Count(c => c == '\'') % 2);

            // A single statement is sent without a semicolon, a block of PL/SQL with one.
            Assert.Equal(statement.Contains("PACKAGE", StringComparison.Ordinal), statement.EndsWith(';'));
        });
    }

    [Fact]
    public void Every_block_has_its_end()
    {
        foreach (var statement in Scripts.SelectMany(DatabasePreparation.Statements)
            .Where(statement => statement.Contains("PACKAGE BODY", StringComparison.Ordinal)))
        {
            var text = WithoutComments(statement);
            var begins = Regex.Count(text, @"\bBEGIN\b") + Regex.Count(text, @"(?<!END )\bIF\b") + Regex.Count(text, @"(?<!END )\bLOOP\b")
                + 1;
            Assert.Equal(begins, Regex.Count(text, @"\bEND\b"));
            foreach (Match function in Regex.Matches(text, @"\bFUNCTION (\w+)"))
                Assert.Contains($"END {function.Groups[1].Value};", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_function_that_a_query_calls_is_declared_with_as_many_parameters()
    {
        var texts = string.Concat(Scripts.Select(script => script.Text));
        foreach (var query in Queries().Values)
        {
            foreach (Match call in Regex.Matches(query, @"(Orleans\w+)\.(\w+)\(([^)]*)\)"))
            {
                var declared = Regex.Matches(texts, $@"FUNCTION {call.Groups[2].Value}\(([^)]*)\)");
                Assert.Equal(2, declared.Count);
                Assert.All(
                    declared, match => Assert.Equal(match.Groups[1].Value.Split(',').Length, call.Groups[3].Value.Split(',').Length));
                Assert.Contains($"PACKAGE BODY {call.Groups[1].Value} ", texts, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [MemberData(nameof(OrleansKeys.All), MemberType = typeof(OrleansKeys))]
    public void Query_has_the_parameters_that_Orleans_binds(string key, string parameters, string columns)
    {
        var query = Queries()[key];
        Assert.True(query.Length <= 4000);
        Assert.Equal(
            parameters.Split(' ').Order(), Regex.Matches(query, @":(\w+)").Select(match => match.Groups[1].Value).Distinct().Order());
        Assert.All(
            columns.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(column => column != "*"),
            column => Assert.Contains(column, query, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_query_that_Orleans_looks_up_is_there() => Assert.Equal(OrleansKeys.Names.Order(), Queries().Keys.Order());

    private static Dictionary<string, string> Queries() =>
        Scripts.SelectMany(script => StoredQuery().Matches(script.Text))
            .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

    private static string WithoutComments(string statement) => Regex.Replace(statement, "^ *--.*\n?", "", RegexOptions.Multiline).Trim();

    [GeneratedRegex(@"'(\w+Key)'[^']*q'\[(.*?)\]'", RegexOptions.Singleline)]
    private static partial Regex StoredQuery();
}
