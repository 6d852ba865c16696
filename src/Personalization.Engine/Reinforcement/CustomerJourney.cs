namespace Personalization.Engine.Reinforcement;

/// <summary>
/// A made-up shop's customer as a finite process: what to do next with whom. The states are new, browsing, cart, bought, lapsing, and
/// churned, which is the end; the actions are nothing, recommendation, e-mail, and discount. The figures are invented, such that no action
/// is best everywhere and greed for the next reward is punished: e-mails and discounts cost something at once, e-mails tire those who do
/// not lapse, and discounts given to those who would buy anyway are lost.
/// </summary>
public static class CustomerJourney
{
    /// <summary>The names of the states, in their order.</summary>
    public static IReadOnlyList<string> States { get; } = ["new", "browsing", "cart", "bought", "lapsing", "churned"];

    /// <summary>The names of the actions, in their order.</summary>
    public static IReadOnlyList<string> Actions { get; } = ["nothing", "recommendation", "email", "discount"];

    /// <summary>
    /// What a step leads to: its cost, and the probability in percent of each state after it. A purchase earns 1, or 0.8 with a discount.
    /// </summary>
    private static readonly (int State, int Action, double Cost, int[] Percent)[] s_steps =
    [
        (0, 0, 0.00, [40, 25, 2, 1, 22, 10]), (0, 1, 0.01, [25, 50, 8, 2, 10, 5]),
        (0, 2, 0.04, [25, 30, 5, 2, 13, 25]), (0, 3, 0.02, [20, 40, 15, 6, 12, 7]),
        (1, 0, 0.00, [0, 50, 15, 5, 25, 5]), (1, 1, 0.01, [0, 42, 32, 10, 13, 3]),
        (1, 2, 0.04, [0, 35, 15, 6, 24, 20]), (1, 3, 0.02, [0, 38, 30, 12, 15, 5]),
        (2, 0, 0.00, [0, 20, 40, 22, 15, 3]), (2, 1, 0.01, [0, 35, 30, 20, 12, 3]),
        (2, 2, 0.04, [0, 12, 33, 40, 10, 5]), (2, 3, 0.02, [0, 10, 25, 50, 10, 5]),
        (3, 0, 0.00, [0, 25, 2, 3, 65, 5]), (3, 1, 0.01, [0, 60, 8, 5, 24, 3]),
        (3, 2, 0.04, [0, 30, 5, 5, 45, 15]), (3, 3, 0.02, [0, 35, 8, 8, 42, 7]),
        (4, 0, 0.00, [0, 5, 0, 0, 65, 30]), (4, 1, 0.01, [0, 12, 1, 0, 60, 27]),
        (4, 2, 0.04, [0, 45, 6, 3, 30, 16]), (4, 3, 0.02, [0, 25, 8, 5, 40, 22]),
    ];

    /// <summary>Makes the process. Who has just bought is spared discounts.</summary>
    /// <param name="discount">γ.</param>
    public static FiniteProcess Create(double discount = 0.95)
    {
        var process = new FiniteProcess(States.Count, Actions.Count, discount);
        process.Start[0] = 0.7;
        process.Start[4] = 0.3;
        foreach (var (state, action, cost, percent) in s_steps)
        {
            var next = process.Next(state, action);
            for (var s = 0; s < next.Length; s++)
            {
                next[s] = percent[s] / 100.0;
            }
            process.Allowed[state, action] = state != 3 || action != 3;
            process.Rewards[state, action] = (next[3] * (action == 3 ? 0.8 : 1)) - cost;
        }
        return process;
    }
}
