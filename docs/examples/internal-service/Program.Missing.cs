// What stands in for the example in a build without Orleans.
Console.Error.WriteLine(Personalization.Grains.Hosting.ClusterEngine.Missing);
return 1;
