namespace Personalization.Tools.Demo;

/// <summary>An invented maker.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Tier">How it places itself.</param>
/// <param name="Departments">The departments it makes things for, as places in <see cref="Assortment.Departments"/>.</param>
/// <param name="Series">The names of its product lines.</param>
internal sealed record Brand(string Name, PriceTier Tier, IReadOnlyList<int> Departments, IReadOnlyList<string> Series);
