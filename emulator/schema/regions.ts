/** The countries of local storage (graph-api.md §2.3). */
export const STORAGE_COUNTRIES: readonly string[] = "AU ID IN JP SG KR DE CH GB BR BH ZA AE CA".split(" ");
