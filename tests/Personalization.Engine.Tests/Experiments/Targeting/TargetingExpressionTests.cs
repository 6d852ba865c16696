using Personalization.Engine.Experiments.Targeting;

namespace Personalization.Engine.Tests.Experiments.Targeting;

public sealed class TargetingExpressionTests
{
    private static readonly Facts Anna = new()
    {
        ["country"] = "DE",
        ["visits"] = 3,
        ["page_view.count.7d"] = 12.5,
        ["newsletter"] = true,
        ["blocked"] = false,
        ["odd name"] = "it's",
        ["affinity.category.shoes-men"] = -0.5,
    };

    [Theory]
    [InlineData("country = 'DE'", true)]
    [InlineData("country == \"DE\"", true)]
    [InlineData("country != 'DE'", false)]
    [InlineData("country <> 'AT'", true)]
    [InlineData("country = 'de'", false)]
    [InlineData("country in ['AT', 'DE']", true)]
    [InlineData("country not in ['AT', 'DE']", false)]
    [InlineData("country not in ['AT']", true)]
    [InlineData("visits in [1, 2, 3]", true)]
    [InlineData("visits > 3", false)]
    [InlineData("visits >= 3", true)]
    [InlineData("visits < 3.0001", true)]
    [InlineData("visits <= 2", false)]
    [InlineData("visits = 3 and country = 'AT'", false)]
    [InlineData("visits = 3 or country = 'AT'", true)]
    [InlineData("visits = 1 and country = 'AT' or newsletter", true)]
    [InlineData("visits = 1 and (country = 'AT' or newsletter)", false)]
    [InlineData("not blocked", true)]
    [InlineData("NOT newsletter OR visits = 3", true)]
    [InlineData("newsletter = true and blocked = false", true)]
    [InlineData("newsletter != true", false)]
    [InlineData("page_view.count.7d > 1.2e1", true)]
    [InlineData("affinity.category.shoes-men = -.5", true)]
    [InlineData("`odd name` = 'it''s'", true)]
    [InlineData("has visits and not has income", true)]
    [InlineData("income > 0", false)]
    [InlineData("income <= 0", false)]
    [InlineData("income != 0", false)]
    [InlineData("income not in [0]", false)]
    [InlineData("not income = 0", true)]
    [InlineData("income", false)]
    [InlineData("visits = '3'", false)]
    [InlineData("country = 3", false)]
    [InlineData("true", true)]
    [InlineData("not true or false", false)]
    public void Expression_holds_for_whom_it_says(string text, bool expected) =>
        Assert.Equal(expected, TargetingExpression.Parse(text).Holds(Anna));

    [Theory]
    [InlineData("", 0, "a name, 'not', 'has' or '(' is expected, not the end")]
    [InlineData("country =", 9, "a number, a text in quotes, true or false is expected, not the end")]
    [InlineData("country = DE", 10, "a number, a text in quotes, true or false is expected, not 'DE'")]
    [InlineData("country < 'DE'", 10, "a text is compared with =, != or in alone; a number is expected, not the text 'DE'")]
    [InlineData("country = 'DE", 10, "the ' that opens here is never closed")]
    [InlineData("(visits = 1", 11, "')' is expected, not the end")]
    [InlineData("visits = 1)", 10, "'and', 'or' or the end is expected, not ')'")]
    [InlineData("visits = 1 visits = 2", 11, "'and', 'or' or the end is expected, not 'visits'")]
    [InlineData("visits = 1 and", 14, "a name, 'not', 'has' or '(' is expected, not the end")]
    [InlineData("visits in 3", 10, "'[' is expected after 'in', not '3'")]
    [InlineData("visits in []", 11, "a number or a text in quotes is expected, not ']'")]
    [InlineData("visits in [1, 'a']", 14, "a number is expected, as those before it in the list, not the text 'a'")]
    [InlineData("country in ['a', 1]", 17, "a text in quotes is expected, as those before it in the list, not '1'")]
    [InlineData("visits in [1", 12, "',' or ']' is expected, not the end")]
    [InlineData("visits = 1.2.3", 9, "'1.2.3' is no number")]
    [InlineData("visits & 3", 7, "'&' is not part of the language")]
    [InlineData("country not 'DE'", 12, "'in' is expected after 'not', not the text 'DE'")]
    [InlineData("has 3", 4, "a name is expected after 'has', not '3'")]
    [InlineData("`` = 3", 0, "a name is empty")]
    public void Fault_has_its_place_and_what_is_expected(string text, int position, string message)
    {
        Assert.False(TargetingExpression.TryParse(text, out var expression, out var fault));
        Assert.Null(expression);
        Assert.Equal(new TargetingFault(position, message), fault);
    }

    [Fact]
    public void Deep_nesting_is_refused_rather_than_overflowing()
    {
        Assert.False(TargetingExpression.TryParse(new string('(', 2000) + "true" + new string(')', 2000), out _, out _));
        Assert.False(TargetingExpression.TryParse(string.Concat(Enumerable.Repeat("not ", 1000)) + "true", out _, out _));
        Assert.False(TargetingExpression.TryParse(new string('a', 5000), out _, out _));
        Assert.True(TargetingExpression.TryParse(new string('(', 60) + "true" + new string(')', 60), out _, out _));
    }

    [Fact]
    public void Random_texts_are_parsed_or_refused_with_a_place_inside()
    {
        var random = SeededRandom.Create(8);
        string[] words =
            ["visits", "country", "=", "<", "in", "[", "]", ",", "(", ")", "and", "or", "not", "'DE'", "3", "true", "has", "`", "'", "&"];
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Join(' ', Enumerable.Range(0, random.Next(8)).Select(_ => words[random.Next(words.Length)]));
            if (TargetingExpression.TryParse(text, out var expression, out var fault))
            {
                expression.Holds(Anna);
            }
            else
            {
                Assert.InRange(fault.Position, 0, text.Length);
                Assert.NotEmpty(fault.Message);
            }
        }
    }
}
